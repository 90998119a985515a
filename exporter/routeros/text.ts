import { isUtf8 } from 'node:buffer';

/** Reads `bytes[start … end)` as text. */
export type ReadText = (bytes: Buffer, start: number, end: number) => string;

/**
 * RouterOS stores the bytes that a client wrote and defines no encoding: version 7 tools write UTF-8, old Winbox
 * the code page of its PC. Hence UTF-8 where that is valid, else `codePage`, a label of the Encoding Standard such as
 * `windows-1252`. NULs at the end are padding (SFP modules fill their fields so) and are cut off.
 * @throws RangeError if there is no such code page.
 */
export function textReader(codePage: string): ReadText {
  const decoder = new TextDecoder(codePage);
  return (bytes, start, paddedEnd) => {
    let end = paddedEnd;
    while (end > start && bytes[end - 1] === 0) end -= 1;
    if (isAscii(bytes, start, end)) return bytes.toString('latin1', start, end);
    const text = bytes.subarray(start, end);
    return isUtf8(text) ? text.toString('utf8') : decoder.decode(text);
  };
}

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if ((bytes[at] as number) >= 0x80) return false;
  }
  return true;
}
