// tag::uppy[]
import Uppy from '@uppy/core';
import AwsS3 from '@uppy/aws-s3';

const MIB = 1024 * 1024;

export const uppy = new Uppy().use(AwsS3, {
  shouldUseMultipart: true,
  // Uppy reads one page of the list of stored parts, which has 1,000 parts.
  getChunkSize: ({ size }) => Math.max(8 * MIB, Math.ceil(size / 1000)),
  signRequest: async (request) => {
    const fields = new URLSearchParams({ partNumber: 1, ...request });
    const path = request.uploadId ? '/uppy/sign' : '/uppy/create';
    const response = await fetch(path, { method: 'POST', body: fields });
    if (!response.ok) {
      throw new Error(`no link: status ${response.status}`);
    }
    return response.json();
  },
});
// end::uppy[]
