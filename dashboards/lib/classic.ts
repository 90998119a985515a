import * as sdk from '@grafana/grafana-foundation-sdk/dashboard';

/* eslint-disable @typescript-eslint/no-deprecated -- The SDK would have its v2 model instead, which only the newest Grafana takes; every Grafana from 10 on provisions this one from files. */
export const ClassicDashboardBuilder = sdk.DashboardBuilder;
export type ClassicDashboard = sdk.Dashboard;
