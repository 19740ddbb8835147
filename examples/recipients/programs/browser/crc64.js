// CRC-64 as OSS computes it (ECMA-182, reflected), in two halves of 32 bits: BigInt is too slow for each byte.
const LOW = new Uint32Array(256);
const HIGH = new Uint32Array(256);
for (let index = 0; index < 256; index++) {
  let value = BigInt(index);
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1n ? (value >> 1n) ^ 0xc96c5795d7870f42n : value >> 1n;
  }
  LOW[index] = Number(value & 0xffffffffn);
  HIGH[index] = Number(value >> 32n);
}

/** Returns the CRC-64 of a file or a part of one, as OSS writes it: an unsigned decimal number. */
export async function crc64(blob) {
  let low = -1;
  let high = -1;
  const reader = blob.stream().getReader();
  for (let { value } = await reader.read(); value !== undefined; { value } = await reader.read()) {
    for (let at = 0; at < value.length; at++) {
      const index = (low ^ value[at]) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ LOW[index];
      high = (high >>> 8) ^ HIGH[index];
    }
  }
  return ((BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0)).toString();
}
