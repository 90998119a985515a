import { type Persona } from '../persona.ts';
import { ap } from './ap.ts';
import { branch } from './branch.ts';
import { chr } from './chr.ts';
import { concentrator } from './concentrator.ts';
import { core } from './core.ts';
import { home } from './home.ts';
import { lte } from './lte.ts';
import { type Model, type Profile, type ProfileName } from './model.ts';
import { switch354 } from './switch.ts';

const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  home,
  branch,
  switch: switch354,
  core,
  chr,
  concentrator,
  ap,
  lte,
};

const models = new Map<string, Model>();

/** The model of a profile at a version: one object for all devices that have both. */
export function modelOf(profile: ProfileName, persona: Persona): Model {
  const key = `${profile} ${persona.name}`;
  let model = models.get(key);
  if (model === undefined) {
    model = PROFILES[profile](persona);
    models.set(key, model);
  }
  return model;
}
