'use strict';

// The operations of the official client ali-oss, unchanged, against the server that the environment names. Each is run
// with signature versions V1 and V4 on a bucket of its own, and prints one line of JSON: name, version, error or null.

const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const { Readable } = require('node:stream');
const OSS = require('ali-oss');

const CONTENT = Buffer.from('content');
const ETAG = '"9A0364B9E99BB480DD25E1F0284C8555"';
const KEY = "dir/a b+c%20~中😀'(1)*!.txt";
const SMALLEST_PART = 100 * 1024;
const ODD_KEYS = ['a b+c%20.txt', 'a&b<c>.txt', 'dir/1', 'dir/2', 'dir2/1', '中/1', '😀.txt'];

const port = process.env.OSS_PORT;
const region = process.env.OSS_REGION;

/** Every name is that of this machine, because the client asks for hosts below the endpoint. */
const agent = new http.Agent({
  keepAlive: true,
  lookup: (name, options, callback) =>
    options.all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4)
});

function newClient(version, options) {
  return new OSS({
    endpoint: `http://${region}.aliyuncs.com:${port}`,
    region,
    accessKeyId: process.env.OSS_ACCESS_KEY_ID,
    accessKeySecret: process.env.OSS_ACCESS_KEY_SECRET,
    authorizationV4: version === 'V4',
    agent,
    ...options
  });
}

/** Signs a link of either version; a header has to be sent with it, a query parameter without a value is null. */
async function presign(client, method, key, { headers = {}, query = {} } = {}) {
  if (client.options.authorizationV4) {
    return client.signatureUrlV4(method, 3600, { headers, queries: query }, key);
  }
  return client.signatureUrl(key, { method, expires: 3600, ...headers, subResource: { ...query } });
}

/** Follows a link and returns what came back. */
function follow(method, url, { headers = {}, body = '' } = {}) {
  return new Promise((resolve, reject) => {
    const withLength = method === 'PUT' || method === 'POST' ? { 'Content-Length': Buffer.byteLength(body) } : {};
    const request = http.request(url, { method, agent, headers: { ...withLength, ...headers } }, response => {
      const chunks = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) })
      );
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function followed(client, method, key, options = {}) {
  return follow(method, await presign(client, method, key, options), options);
}

function code(expected) {
  return error => {
    assert.equal(error.code, expected);
    return true;
  };
}

async function readAll(stream) {
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const operations = {
  async listsBuckets({ client, bucket }) {
    const first = await client.listBuckets({ 'max-keys': 1 });
    assert.equal(first.buckets.length, 1);
    assert.equal(first.buckets[0].region, region);
    assert.equal(first.isTruncated, true);
    const names = (await client.listBuckets({ prefix: bucket })).buckets.map(found => found.name);
    assert.deepEqual(names, [bucket]);
  },

  async createsDescribesAndDeletesABucket({ client, bucket }) {
    const made = `${bucket}-made`;
    assert.equal((await client.putBucket(made, { storageClass: 'IA', acl: 'public-read' })).bucket, made);
    const info = (await client.getBucketInfo(made)).bucket;
    assert.equal(info.Name, made);
    assert.equal(info.StorageClass, 'IA');
    assert.equal(info.AccessControlList.Grant, 'public-read');
    assert.equal((await client.getBucketLocation(made)).location, region);
    await client.deleteBucket(made);
    await assert.rejects(client.getBucketInfo(made), code('NoSuchBucket'));
  },

  async describesAnArchiveBucket({ client, bucket }) {
    const made = `${bucket}-made`;
    await client.putBucket(made, { storageClass: 'Archive', dataRedundancyType: 'ZRS' });
    const info = (await client.getBucketInfo(made)).bucket;
    assert.equal(info.StorageClass, 'Archive');
    assert.equal(info.DataRedundancyType, 'ZRS');
    assert.equal(info.ServerSideEncryptionRule.SSEAlgorithm, 'None');
    await client.deleteBucket(made);

    await client.put('k', CONTENT);
    const { stat } = await client.getBucketStat(bucket);
    assert.equal(stat.ObjectCount, '1');
    assert.equal(stat.Storage, '7');
    assert.deepEqual((await client.listChannels({ 'max-keys': 5 })).channels, []);
  },

  async tagsABucket({ client, bucket }) {
    await client.putBucketTags(bucket, { a: '1', b: '2' });
    assert.deepEqual((await client.getBucketTags(bucket)).tag, { a: '1', b: '2' });
    const listed = await client.listBuckets({ 'tag-key': 'a', 'tag-value': '1' });
    assert.deepEqual(listed.buckets.map(({ name }) => name), [bucket]);
    await client.deleteBucketTags(bucket);
    assert.deepEqual((await client.getBucketTags(bucket)).tag, {});
  },

  async setsConfigurationsOfABucket({ client, bucket }) {
    await assert.rejects(client.getBucketEncryption(bucket), code('NoSuchServerSideEncryptionRule'));
    await client.putBucketEncryption(bucket, { SSEAlgorithm: 'AES256' });
    assert.equal((await client.getBucketEncryption(bucket)).encryption.SSEAlgorithm, 'AES256');
    await client.deleteBucketEncryption(bucket);

    await client.putBucketLifecycle(bucket, [{ id: 'rule', prefix: 'dir/', status: 'Enabled', expiration: { days: 3 } }]);
    const [rule] = (await client.getBucketLifecycle(bucket)).rules;
    assert.equal(rule.expiration.days, '3');
    await client.deleteBucketLifecycle(bucket);
    await assert.rejects(client.getBucketLifecycle(bucket), code('NoSuchLifecycle'));

    await client.putBucketLogging(bucket, 'log/');
    assert.equal((await client.getBucketLogging(bucket)).prefix, 'log/');
    await client.deleteBucketLogging(bucket);
    assert.equal((await client.getBucketLogging(bucket)).enable, false);

    const policy = { Version: '1', Statement: [{ Effect: 'Deny', Action: ['oss:PutObject'] }] };
    await client.putBucketPolicy(bucket, policy);
    assert.deepEqual((await client.getBucketPolicy(bucket)).policy, policy);
    await client.deleteBucketPolicy(bucket);

    await client.putBucketReferer(bucket, false, ['http://*.example.com']);
    assert.deepEqual((await client.getBucketReferer(bucket)).referers, ['http://*.example.com']);
    await client.deleteBucketReferer(bucket);
    assert.equal((await client.getBucketReferer(bucket)).allowEmpty, true);

    assert.equal((await client.getBucketRequestPayment(bucket)).payer, 'BucketOwner');
    await client.putBucketRequestPayment(bucket, 'Requester');
    assert.equal((await client.getBucketRequestPayment(bucket)).payer, 'Requester');

    await client.putBucketWebsite(bucket, { index: 'index.html' });
    assert.equal((await client.getBucketWebsite(bucket)).index, 'index.html');
    await client.deleteBucketWebsite(bucket);
    await assert.rejects(client.getBucketWebsite(bucket), code('NoSuchWebsiteConfiguration'));
  },

  async retainsTheObjectsOfABucket({ client, bucket }) {
    await client.initiateBucketWorm(bucket, '1');
    await client.abortBucketWorm(bucket);
    const { wormId } = await client.initiateBucketWorm(bucket, '1');
    await client.completeBucketWorm(bucket, wormId);
    await client.extendBucketWorm(bucket, wormId, '2');
    const policy = await client.getBucketWorm(bucket);
    assert.equal(policy.wormId, wormId);
    assert.equal(policy.state, 'Locked');
    assert.equal(policy.days, '2');
  },

  async setsAndListsInventoriesOfABucket({ client, bucket }) {
    const OSSBucketDestination = { format: 'CSV', accountId: '1', rolename: 'r', bucket, prefix: 'p' };
    const inventory = { id: 'first', isEnabled: true, frequency: 'Daily', includedObjectVersions: 'All', OSSBucketDestination };
    await client.putBucketInventory(bucket, inventory);
    assert.equal((await client.getBucketInventory(bucket, 'first')).inventory.id, 'first');
    assert.equal((await client.listBucketInventory(bucket)).inventoryList.length, 1);
    await client.deleteBucketInventory(bucket, 'first');
    await assert.rejects(client.listBucketInventory(bucket), code('NoSuchInventory'));
  },

  async changesTheAclOfABucket({ client, bucket }) {
    assert.equal((await client.getBucketACL(bucket)).acl, 'private');
    await client.putBucketACL(bucket, 'public-read');
    assert.equal((await client.getBucketACL(bucket)).acl, 'public-read');
  },

  async listsObjectsPageByPage({ client }) {
    for (const key of ODD_KEYS) {
      await client.put(key, CONTENT);
    }
    const keys = [];
    let page = {};
    do {
      page = await client.list({ 'max-keys': 2, ...(page.nextMarker ? { marker: page.nextMarker } : {}) });
      keys.push(...page.objects.map(object => object.name));
    } while (page.isTruncated);
    assert.deepEqual(keys, ODD_KEYS);

    const folders = await client.list({ delimiter: '/', prefix: 'd', 'encoding-type': 'url' });
    assert.deepEqual(folders.prefixes, ['dir%2F', 'dir2%2F']);
    const object = (await client.list({ prefix: 'dir/', 'max-keys': 1 })).objects[0];
    assert.equal(object.etag, ETAG);
    assert.equal(object.size, 7);
    assert.equal(object.storageClass, 'Standard');
  },

  async listsObjectsV2PageByPage({ client }) {
    for (const key of ODD_KEYS) {
      await client.put(key, CONTENT);
    }
    const entries = [];
    let page = {};
    do {
      page = await client.listV2({
        delimiter: '/',
        'max-keys': 2,
        'fetch-owner': true,
        'start-after': 'a&b',
        ...(page.nextContinuationToken ? { 'continuation-token': page.nextContinuationToken } : {})
      });
      page.objects.forEach(object => assert.ok(object.owner.id));
      entries.push(...page.objects.map(object => object.name), ...(page.prefixes || []));
    } while (page.isTruncated);
    assert.deepEqual(entries, ['a&b<c>.txt', 'dir/', 'dir2/', '中/', '😀.txt']);
  },

  async putsGetsHeadsAndDeletes({ client }) {
    const put = await client.put(KEY, CONTENT, { meta: { author: 'alice' }, headers: { 'Cache-Control': 'no-cache' } });
    assert.equal(put.res.headers.etag, ETAG);
    const head = await client.head(KEY);
    assert.equal(head.res.headers['content-length'], '7');
    assert.equal(head.res.headers['content-type'], 'text/plain');
    assert.equal(head.res.headers['cache-control'], 'no-cache');
    assert.deepEqual(head.meta, { author: 'alice' });
    const got = await client.get(KEY);
    assert.deepEqual(got.content, CONTENT);
    assert.equal(got.res.headers['x-oss-hash-crc64ecma'], put.res.headers['x-oss-hash-crc64ecma']);
    assert.equal((await client.delete(KEY)).res.status, 204);
    assert.equal((await client.delete(KEY)).res.status, 204);
  },

  async restoresAnArchivedObject({ client }) {
    await client.put(KEY, CONTENT, { headers: { 'x-oss-storage-class': 'Archive' } });
    await assert.rejects(client.get(KEY), { code: 'InvalidObjectState' });
    assert.equal((await client.restore(KEY)).res.status, 202);
    assert.equal((await client.head(KEY)).res.headers['x-oss-restore'], 'ongoing-request="true"');
    await assert.rejects(client.restore(KEY), { code: 'RestoreAlreadyInProgress' });
    const cold = { headers: { 'x-oss-storage-class': 'ColdArchive' } };
    await client.put('cold', CONTENT, cold);
    const restored = await client.restore('cold', { type: 'ColdArchive', Days: 2, JobParameters: 'Bulk' });
    assert.equal(restored.res.headers['x-oss-object-restore-priority'], 'Bulk');
  },

  async presignsARestoration({ client }) {
    await client.put(KEY, CONTENT, { headers: { 'x-oss-storage-class': 'Archive' } });
    assert.equal((await followed(client, 'POST', KEY, { query: { restore: null } })).status, 202);
  },

  async putsStreamsFilesAndEmptyObjects({ client }) {
    await client.putStream('chunked', Readable.from([CONTENT]));
    await client.putStream('sized', Readable.from([CONTENT]), { contentLength: CONTENT.length });
    await client.put('empty', Buffer.alloc(0));
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'ali-oss-'));
    try {
      const file = path.join(directory, 'a.json');
      fs.writeFileSync(file, CONTENT);
      await client.put('file', file);
      const copy = path.join(directory, 'copy');
      await client.get('file', copy);
      assert.deepEqual(fs.readFileSync(copy), CONTENT);
    } finally {
      fs.rmSync(directory, { recursive: true });
    }
    assert.equal((await client.head('file')).res.headers['content-type'], 'application/json');
    assert.equal((await client.head('empty')).res.headers['content-type'], 'application/octet-stream');
    assert.deepEqual((await client.get('chunked')).content, CONTENT);
    assert.deepEqual(await readAll((await client.getStream('sized')).stream), CONTENT);
    assert.equal((await client.get('empty')).content.length, 0);
  },

  async getsARange({ client }) {
    await client.put('k', CONTENT);
    const range = await client.get('k', { headers: { Range: 'bytes=2-4' } });
    assert.equal(range.res.status, 206);
    assert.equal(range.content.toString(), 'nte');
    assert.equal((await client.get('k', { headers: { Range: 'bytes=2-100' } })).res.status, 200);
    const standard = { Range: 'bytes=2-100', 'x-oss-range-behavior': 'standard' };
    assert.equal((await client.get('k', { headers: standard })).content.toString(), 'ntent');
  },

  async getsConditionally({ client }) {
    await client.put('k', CONTENT);
    assert.deepEqual((await client.get('k', { headers: { 'If-Match': ETAG } })).content, CONTENT);
    assert.equal((await client.get('k', { headers: { 'If-None-Match': ETAG } })).res.status, 304);
    assert.equal((await client.head('k', { headers: { 'If-None-Match': ETAG } })).status, 304);
    await assert.rejects(client.get('k', { headers: { 'If-Match': '"other"' } }), code('PreconditionFailed'));
    await assert.rejects(client.head('k', { headers: { 'If-Match': '"other"' } }), code('PreconditionFailed'));
  },

  async overridesResponseHeaders({ client }) {
    await client.put('k', CONTENT);
    const disposition = "attachment; filename*=UTF-8''%E4%B8%AD+(1).txt";
    const got = await client.get('k', {
      subres: { 'response-content-type': 'text/x-odd', 'response-content-disposition': disposition }
    });
    assert.equal(got.res.headers['content-type'], 'text/x-odd');
    assert.equal(got.res.headers['content-disposition'], disposition);
  },

  async getsCompressedResponseOnRequest({ client }) {
    const text = Buffer.from('text '.repeat(1000));
    await client.put('k.txt', text);
    const got = await client.get('k.txt', { headers: { 'Accept-Encoding': 'gzip' } });
    assert.equal(got.res.headers['content-encoding'], 'gzip');
    assert.deepEqual(got.content, text);
    assert.deepEqual((await client.get('k.txt')).content, text);
  },

  async copies({ client, bucket }) {
    await client.put(KEY, CONTENT, { meta: { author: 'alice' } });
    assert.equal((await client.copy('copy &+', KEY)).data.etag, ETAG);
    assert.deepEqual((await client.head('copy &+')).meta, { author: 'alice' });
    await client.copy('copy', `/${bucket}/${KEY}`, { meta: { author: 'bob' } });
    assert.deepEqual((await client.head('copy')).meta, { author: 'bob' });
    await client.putMeta('copy', { author: 'carol' });
    assert.deepEqual((await client.head('copy')).meta, { author: 'carol' });
    await client.copy('copy', KEY, { headers: { 'If-Match': ETAG } });
    await assert.rejects(client.copy('copy', KEY, { headers: { 'If-Match': '"other"' } }), code('PreconditionFailed'));
  },

  async deletesSeveral({ client }) {
    const keys = ['a&b<c>', KEY, 'missing'];
    await client.put('a&b<c>', CONTENT);
    await client.put(KEY, CONTENT);
    assert.deepEqual((await client.deleteMulti(keys)).deleted.map(object => object.Key), keys);
    assert.deepEqual((await client.list({})).objects, []);
    assert.deepEqual((await client.deleteMulti(keys, { quiet: true })).deleted, []);
  },

  async getsTheMetaOfAnObject({ client }) {
    await client.put(KEY, CONTENT, { meta: { author: 'alice' } });
    const { headers } = (await client.getObjectMeta(KEY)).res;
    assert.equal(headers.etag, ETAG);
    assert.equal(headers['content-length'], '7');
    assert.equal(headers['x-oss-meta-author'], undefined);
  },

  async keepsReadsCopiesAndDeletesVersions({ client, bucket }) {
    await client.putBucketVersioning(bucket, 'Enabled');
    assert.equal((await client.getBucketVersioning(bucket)).versionStatus, 'Enabled');
    const first = (await client.put(KEY, Buffer.from('one'))).res.headers['x-oss-version-id'];
    const second = (await client.put(KEY, Buffer.from('two'))).res.headers['x-oss-version-id'];
    const marker = (await client.delete(KEY)).res.headers['x-oss-version-id'];
    await assert.rejects(client.get(KEY), code('NoSuchKey'));

    assert.equal((await client.get(KEY, { versionId: first })).content.toString(), 'one');
    const head = await client.head(KEY, { versionId: first });
    assert.equal(head.res.headers['x-oss-version-id'], first);
    assert.equal((await client.getObjectMeta(KEY, { versionId: second })).res.headers['x-oss-version-id'], second);
    await client.copy('copy', KEY, { versionId: first });
    assert.equal((await client.get('copy')).content.toString(), 'one');

    const page = await client.getBucketVersions({ prefix: 'dir/', 'max-keys': 2 });
    assert.equal(page.isTruncated, true);
    assert.deepEqual(page.deleteMarker.map(each => each.versionId), [marker]);
    assert.deepEqual(page.objects.map(each => each.versionId), [second]);
    const rest = await client.getBucketVersions({
      prefix: 'dir/',
      keyMarker: page.nextKeyMarker,
      versionIdMarker: page.nextVersionIdMarker
    });
    assert.deepEqual(rest.objects.map(each => [each.name, each.versionId]), [[KEY, first]]);

    await client.delete(KEY, { versionId: marker });
    assert.equal((await client.get(KEY)).content.toString(), 'two');
    const gone = await client.deleteMulti([
      { key: KEY, versionId: first },
      { key: KEY, versionId: second }
    ]);
    assert.deepEqual(gone.deleted.map(each => each.VersionId), [first, second]);
    assert.deepEqual((await client.getBucketVersions({ prefix: 'dir/' })).objects, []);
    await client.putBucketVersioning(bucket, 'Suspended');
    assert.equal((await client.getBucketVersioning(bucket)).versionStatus, 'Suspended');
  },

  async followsSymlinks({ client }) {
    await client.put(KEY, CONTENT);
    await client.putSymlink('link +', KEY, { meta: { author: 'alice' } });
    assert.deepEqual((await client.get('link +')).content, CONTENT);
    assert.equal((await client.getSymlink('link +')).targetName, KEY);
    assert.deepEqual((await client.head('link +')).meta, { author: 'alice' });
  },

  async uploadsListsCopiesAndCompletes({ client, bucket }) {
    const first = crypto.randomBytes(SMALLEST_PART);
    await client.put('source &', Buffer.from('0123456789'));
    const { uploadId } = await client.initMultipartUpload(KEY, { meta: { author: 'alice' } });
    const uploaded = await client.uploadPart(KEY, uploadId, 1, first, 0, first.length);
    const source = { sourceKey: 'source &', sourceBucketName: bucket };
    await client.uploadPartCopy(KEY, uploadId, 2, '2-4', source);
    // A page of one part is not a list, but the part.
    const page = await client.listParts(KEY, uploadId, { 'max-parts': 1 });
    assert.equal(page.parts.PartNumber, '1');
    assert.equal(page.isTruncated, 'true');
    const rest = await client.listParts(KEY, uploadId, { 'part-number-marker': page.nextPartNumberMarker });
    assert.equal(rest.parts.Size, '3');

    const parts = [
      { number: 1, etag: uploaded.etag },
      { number: 2, etag: rest.parts.ETag }
    ];
    assert.match((await client.completeMultipartUpload(KEY, uploadId, parts)).etag, /-2"$/);
    const head = await client.head(KEY);
    assert.deepEqual(head.meta, { author: 'alice' });
    assert.equal(head.res.headers['x-oss-object-type'], 'Multipart');
    assert.deepEqual((await client.get(KEY)).content, Buffer.concat([first, Buffer.from('234')]));
  },

  async listsAndAbortsUploads({ client }) {
    const ids = [];
    for (const key of [KEY, KEY, 'z']) {
      ids.push((await client.initMultipartUpload(key)).uploadId);
    }
    const uploads = [];
    let page = {};
    do {
      const markers = { 'key-marker': page.nextKeyMarker, 'upload-id-marker': page.nextUploadIdMarker };
      page = await client.listUploads({ 'max-uploads': 1, ...(page.isTruncated ? markers : {}) });
      uploads.push(...page.uploads);
    } while (page.isTruncated);
    assert.deepEqual(uploads.map(upload => upload.name), [KEY, KEY, 'z']);
    assert.deepEqual(uploads.map(upload => upload.uploadId).sort(), ids.sort());
    for (const { name, uploadId } of uploads) {
      await client.abortMultipartUpload(name, uploadId);
    }
    await assert.rejects(client.listParts('z', ids[0]), code('NoSuchUpload'));
  },

  async uploadsAndCopiesInParallelParts({ client, bucket }) {
    const content = crypto.randomBytes(4 * SMALLEST_PART + 7);
    const options = { partSize: SMALLEST_PART, parallel: 3, meta: { author: 'alice' } };
    await client.multipartUpload(KEY, content, options);
    assert.deepEqual((await client.head(KEY)).meta, { author: 'alice' });
    const source = { sourceKey: KEY, sourceBucketName: bucket };
    await client.multipartUploadCopy('copy', source, { partSize: SMALLEST_PART });
    assert.deepEqual((await client.get('copy')).content, content);
    assert.match((await client.head('copy')).res.headers.etag, /-5"$/);
  },

  async appends({ client }) {
    const first = await client.append(KEY, Buffer.from('ab'));
    assert.equal(first.nextAppendPosition, '2');
    const second = await client.append(KEY, Buffer.from('cd'), { position: first.nextAppendPosition });
    assert.equal(second.nextAppendPosition, '4');
    await assert.rejects(client.append(KEY, Buffer.from('e'), { position: '1' }), code('PositionNotEqualToLength'));
    assert.equal((await client.get(KEY)).content.toString(), 'abcd');
  },

  async tags({ client }) {
    await client.put(KEY, CONTENT);
    await client.putObjectTagging(KEY, { 'k +': 'v/=', a: '1' });
    assert.deepEqual((await client.getObjectTagging(KEY)).tag, { 'k +': 'v/=', a: '1' });
    await client.deleteObjectTagging(KEY);
    assert.deepEqual((await client.getObjectTagging(KEY)).tag, {});
  },

  async changesTheAclOfAnObject({ client }) {
    await client.put(KEY, CONTENT);
    assert.equal((await client.getACL(KEY)).acl, 'default');
    await client.putACL(KEY, 'public-read');
    assert.equal((await client.getACL(KEY)).acl, 'public-read');
  },

  async allowsAnonymousAccessToPublicBucket({ client, bucket }) {
    await client.putBucketACL(bucket, 'public-read-write');
    assert.equal((await client.getBucketACL(bucket)).acl, 'public-read-write');
    const url = client.getObjectUrl('k', client.generateObjectUrl(''));
    assert.equal((await follow('PUT', url, { body: CONTENT })).status, 200);
    assert.deepEqual((await follow('GET', url)).body, CONTENT);
  },

  async setsAndFollowsCorsRules({ client, bucket }) {
    const rule = {
      allowedOrigin: 'https://example.com',
      allowedMethod: ['GET', 'PUT'],
      allowedHeader: '*',
      exposeHeader: 'ETag',
      maxAgeSeconds: '60'
    };
    await client.putBucketCORS(bucket, [rule]);
    assert.deepEqual((await client.getBucketCORS(bucket)).rules, [rule]);
    await client.put('k', CONTENT);
    const got = await client.get('k', { headers: { Origin: 'https://example.com' } });
    assert.equal(got.res.headers['access-control-allow-origin'], 'https://example.com');
    await client.deleteBucketCORS(bucket);
    await assert.rejects(client.getBucketCORS(bucket), code('NoSuchCORSConfiguration'));
  },

  async signsAForm({ client, version, bucket }) {
    const date = new Date();
    const expiration = new Date(date.getTime() + 600_000).toISOString();
    const conditions = [{ bucket }, ['starts-with', '$key', 'dir/'], ['content-length-range', 1, 100]];
    let fields = client.calculatePostSignature({ expiration, conditions });
    if (version === 'V4') {
      const seconds = date.toISOString().replace(/[-:]|\.\d+/g, '');
      const scope = `${seconds.slice(0, 8)}/${region.replace('oss-', '')}/oss/aliyun_v4_request`;
      const bound = {
        'x-oss-signature-version': 'OSS4-HMAC-SHA256',
        'x-oss-credential': `${client.options.accessKeyId}/${scope}`,
        'x-oss-date': seconds
      };
      conditions.push(...Object.entries(bound).map(([name, value]) => ({ [name]: value })));
      const policy = { expiration, conditions };
      fields = {
        ...bound,
        policy: Buffer.from(JSON.stringify(policy)).toString('base64'),
        'x-oss-signature': client.signPostObjectPolicyV4(policy, date)
      };
    }
    const form = new FormData();
    Object.entries({ key: KEY, ...fields }).forEach(([name, value]) => form.append(name, value));
    form.append('file', new Blob([CONTENT]), 'a.txt');
    const encoded = new Response(form);
    const posted = await follow('POST', client.generateObjectUrl(''), {
      headers: { 'Content-Type': encoded.headers.get('content-type') },
      body: Buffer.from(await encoded.arrayBuffer())
    });
    assert.equal(posted.status, 204, posted.body.toString());
    assert.deepEqual((await client.get(KEY)).content, CONTENT);
  },

  async understandsTheErrors({ client, version, bucket }) {
    await assert.rejects(client.get('missing'), error => {
      assert.equal(error.code, 'NoSuchKey');
      assert.equal(error.status, 404);
      assert.equal(error.ecCode, '0026-00000001');
      assert.match(error.requestId, /^[0-9A-F]{24}$/);
      return true;
    });
    await assert.rejects(client.head('missing'), code('NoSuchKey'));
    await client.put('k', CONTENT);
    await assert.rejects(client.deleteBucket(bucket), code('BucketNotEmpty'));
    const wrong = newClient(version, { bucket, accessKeySecret: 'wrong' });
    await assert.rejects(wrong.get('k'), code('SignatureDoesNotMatch'));
    await assert.rejects(wrong.head('k'), code('SignatureDoesNotMatch'));
  },

  async worksWithASecurityToken({ version, bucket }) {
    const client = newClient(version, {
      bucket,
      accessKeyId: process.env.STS_ACCESS_KEY_ID,
      accessKeySecret: process.env.STS_ACCESS_KEY_SECRET,
      stsToken: process.env.STS_TOKEN,
      refreshSTSToken: async () => assert.fail('the token is still good'),
      refreshSTSTokenInterval: 3_600_000
    });
    await client.put(KEY, CONTENT);
    assert.deepEqual((await client.get(KEY)).content, CONTENT);
    assert.deepEqual((await followed(client, 'GET', KEY)).body, CONTENT);
  },

  async usesPathStyle({ version, bucket }) {
    const client = newClient(version, { bucket, endpoint: `http://localhost:${port}`, sldEnable: true });
    await client.put(KEY, CONTENT);
    assert.deepEqual((await client.get(KEY)).content, CONTENT);
    assert.deepEqual((await followed(client, 'GET', KEY)).body, CONTENT);
  },

  async usesACustomDomain({ version }) {
    const client = newClient(version, { bucket: 'demo', endpoint: `http://img.example.com:${port}`, cname: true });
    await client.put(KEY, CONTENT);
    assert.deepEqual((await client.get(KEY)).content, CONTENT);
    assert.deepEqual((await followed(client, 'GET', KEY)).body, CONTENT);
  },

  async usesAnAddressAsEndpoint({ version, bucket }) {
    const client = newClient(version, { bucket, endpoint: `http://127.0.0.1:${port}` });
    await client.put(KEY, CONTENT);
    assert.deepEqual((await client.get(KEY)).content, CONTENT);
    assert.throws(() => client.signatureUrl(KEY), /endpoint is IP/);
    await assert.rejects(client.listBuckets());
  },

  async signsSomeParametersOfV4InItsOwnWay({ client, version }) {
    const otherwise = version === 'V4' ? code('SignatureDoesNotMatch') : null;
    for (const query of [{ prefix: '' }, { 'x-B': 1, 'x-a': 2 }]) {
      const listing = client.list(query);
      await (otherwise ? assert.rejects(listing, otherwise) : listing);
    }
    await client.list({ 'x-B': 1, 'x-C': 2 });
  },

  async comparesNoChecksums({ client }) {
    await client.put('wrong-crc64', CONTENT);
    assert.deepEqual((await client.get('wrong-crc64')).content, CONTENT);
  },

  async presignsAnUpload({ client }) {
    const headers = { 'Content-Type': 'text/x-odd', 'x-oss-meta-author': 'alice' };
    const url = await presign(client, 'PUT', KEY, { headers });
    assert.equal((await follow('PUT', url, { headers, body: CONTENT })).headers.etag, ETAG);
    const head = await client.head(KEY);
    assert.equal(head.res.headers['content-type'], 'text/x-odd');
    assert.deepEqual(head.meta, { author: 'alice' });
    assert.equal((await follow('PUT', url, { body: CONTENT })).status, 403);
  },

  async presignsADownloadWithOverridesAndARange({ client }) {
    await client.put(KEY, CONTENT);
    const disposition = "attachment; filename*=UTF-8''%E4%B8%AD+(1).txt";
    const url = await presign(client, 'GET', KEY, {
      query: { 'response-content-disposition': disposition, 'x-oss-traffic-limit': 819200 }
    });
    const part = await follow('GET', url, { headers: { Range: 'bytes=0-1' } });
    assert.equal(part.status, 206);
    assert.equal(part.body.toString(), 'co');
    assert.equal(part.headers['content-disposition'], disposition);
    assert.equal((await follow('GET', url, { headers: { 'If-None-Match': ETAG } })).status, 304);
  },

  async presignsHeadAndMeta({ client }) {
    await client.put(KEY, CONTENT);
    assert.equal((await followed(client, 'HEAD', KEY)).headers['content-length'], '7');
    assert.equal((await followed(client, 'HEAD', KEY, { query: { objectMeta: null } })).headers.etag, ETAG);
  },

  async presignsMetaByGet({ client }) {
    await client.put(KEY, CONTENT);
    const url = await presign(client, 'GET', KEY, { query: { objectMeta: null } });
    // The response has the length of the object and no body, so only its headers can be read.
    const headers = await new Promise((resolve, reject) => {
      const request = http.get(url, { agent }, response => {
        response.on('error', () => {});
        resolve(response.headers);
      });
      request.on('error', reject);
    });
    assert.equal(headers.etag, ETAG);
  },

  async presignsACopyAndADeletion({ client, bucket }) {
    await client.put('source', CONTENT);
    const headers = { 'x-oss-copy-source': `/${bucket}/source` };
    assert.match((await followed(client, 'PUT', KEY, { headers })).body.toString(), /<CopyObjectResult>/);
    assert.deepEqual((await client.get(KEY)).content, CONTENT);
    assert.equal((await followed(client, 'DELETE', KEY)).status, 204);
    await assert.rejects(client.get(KEY), code('NoSuchKey'));
  },

  async presignsCallsOfABucket({ client, version, bucket }) {
    await client.put('k', CONTENT);
    const text = async (method, query = {}) => (await followed(client, method, '', { query })).body.toString();
    assert.match(await text('GET', { acl: null }), /<Grant>private<\/Grant>/);
    assert.match(await text('GET', { bucketInfo: null }), new RegExp(`<Name>${bucket}</Name>`));
    assert.match(await text('GET', { location: null }), new RegExp(region));
    assert.match(await text('GET', { stat: null }), /<ObjectCount>1<\/ObjectCount>/);
    assert.match(await text('GET', { live: null }), /<IsTruncated>false<\/IsTruncated>/);
    assert.equal((await followed(client, 'HEAD', '')).headers['x-oss-bucket-region'], region);
    if (version === 'V4') {
      assert.match(await text('GET', { 'max-keys': 1 }), /<Key>k<\/Key>/);
      assert.match(await text('GET', { 'list-type': 2 }), /<KeyCount>1<\/KeyCount>/);
    } else {
      assert.match(await text('GET'), /<Key>k<\/Key>/);
      // With V1 it signs every parameter, also those of a listing, which OSS leaves out.
      assert.match(await text('GET', { 'max-keys': 1 }), /SignatureDoesNotMatch/);
    }
    const acl = { headers: { 'x-oss-acl': 'public-read' }, query: { acl: null } };
    assert.equal((await followed(client, 'PUT', '', acl)).status, 200);
    assert.equal((await client.getBucketACL(bucket)).acl, 'public-read');

    const body = '<Delete><Object><Key>k</Key></Object></Delete>';
    const headers = { 'Content-MD5': crypto.createHash('md5').update(body).digest('base64') };
    const deleted = await followed(client, 'POST', '', { headers, query: { delete: null }, body });
    assert.match(deleted.body.toString(), /<Deleted><Key>k<\/Key><\/Deleted>/);

    const made = newClient(version, { bucket: `${bucket}-made` });
    assert.equal((await followed(made, 'PUT', '')).status, 200);
    assert.equal((await followed(made, 'DELETE', '')).status, 204);
  },

  async presignsCallsForAVersion({ client, bucket }) {
    const xml = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
    const enabled = await followed(client, 'PUT', '', { query: { versioning: null }, body: xml });
    assert.equal(enabled.status, 200);
    const status = await followed(client, 'GET', '', { query: { versioning: null } });
    assert.match(status.body.toString(), /<Status>Enabled<\/Status>/);
    const versionId = (await client.put(KEY, Buffer.from('one'))).res.headers['x-oss-version-id'];
    await client.put(KEY, Buffer.from('two'));
    assert.equal((await followed(client, 'GET', KEY, { query: { versionId } })).body.toString(), 'one');
    const versions = await followed(client, 'GET', '', { query: { versions: null } });
    assert.match(versions.body.toString(), new RegExp(`<VersionId>${versionId}</VersionId>`));
    assert.equal((await followed(client, 'DELETE', KEY, { query: { versionId } })).status, 204);
    assert.equal((await followed(client, 'GET', KEY, { query: { versionId } })).status, 404);
    assert.equal((await client.getBucketVersioning(bucket)).versionStatus, 'Enabled');
  },

  async presignsSymlinks({ client }) {
    await client.put('target', CONTENT);
    const headers = { 'x-oss-symlink-target': 'target' };
    assert.equal((await followed(client, 'PUT', KEY, { headers, query: { symlink: null } })).status, 200);
    const link = await followed(client, 'GET', KEY, { query: { symlink: null } });
    assert.equal(link.headers['x-oss-symlink-target'], 'target');
  },

  async presignsAnUploadInParts({ client, bucket }) {
    await client.put('source', Buffer.from('0123456789'));
    const element = (response, name) => new RegExp(`<${name}>(.*?)</${name}>`).exec(response.body.toString())[1];
    const uploadId = element(await followed(client, 'POST', KEY, { query: { uploads: null } }), 'UploadId');
    const body = crypto.randomBytes(SMALLEST_PART);
    const first = await followed(client, 'PUT', KEY, { query: { partNumber: 1, uploadId }, body });
    const headers = { 'x-oss-copy-source': `/${bucket}/source` };
    const second = await followed(client, 'PUT', KEY, { headers, query: { partNumber: 2, uploadId } });
    const parts = (await followed(client, 'GET', KEY, { query: { uploadId } })).body.toString();
    assert.match(parts, /<PartNumber>1<.*<PartNumber>2</s);
    const uploads = (await followed(client, 'GET', '', { query: { uploads: null } })).body.toString();
    assert.match(uploads, new RegExp(`<UploadId>${uploadId}</UploadId>`));
    const part = (number, etag) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`;
    const xml = part(1, first.headers.etag) + part(2, element(second, 'ETag'));
    const complete = { query: { uploadId }, body: `<CompleteMultipartUpload>${xml}</CompleteMultipartUpload>` };
    assert.equal((await followed(client, 'POST', KEY, complete)).status, 200);
    assert.equal((await client.get(KEY)).content.length, SMALLEST_PART + 10);

    const other = (await client.initMultipartUpload(KEY)).uploadId;
    assert.equal((await followed(client, 'DELETE', KEY, { query: { uploadId: other } })).status, 204);
  },

  async presignsAppendsAndTags({ client }) {
    const append = { query: { append: null, position: 0 }, body: 'ab' };
    assert.equal((await followed(client, 'POST', KEY, append)).headers['x-oss-next-append-position'], '2');
    const query = { tagging: null };
    const body = '<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>';
    assert.equal((await followed(client, 'PUT', KEY, { query, body })).status, 200);
    assert.match((await followed(client, 'GET', KEY, { query })).body.toString(), /<Value>1<\/Value>/);
    assert.equal((await followed(client, 'DELETE', KEY, { query })).status, 204);
    assert.doesNotMatch((await followed(client, 'GET', KEY, { query })).body.toString(), /<Value>/);
  },

  async presignsTheAclOfAnObject({ client }) {
    await client.put(KEY, CONTENT);
    const headers = { 'x-oss-object-acl': 'private' };
    assert.equal((await followed(client, 'PUT', KEY, { headers, query: { acl: null } })).status, 200);
    const acl = (await followed(client, 'GET', KEY, { query: { acl: null } })).body.toString();
    assert.match(acl, /<Grant>private<\/Grant>/);
  },

  async presignsCorsRules({ client }) {
    const query = { cors: null };
    const rule = '<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>';
    const body = `<CORSConfiguration><CORSRule>${rule}</CORSRule></CORSConfiguration>`;
    assert.equal((await followed(client, 'PUT', '', { query, body })).status, 200);
    assert.match((await followed(client, 'GET', '', { query })).body.toString(), /<AllowedMethod>GET</);
    assert.equal((await followed(client, 'DELETE', '', { query })).status, 204);
  },

  async presignsConfigurationsOfABucket({ client }) {
    const documents = {
      encryption:
        '<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>SM4</SSEAlgorithm>' +
        '</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>',
      lifecycle: '<LifecycleConfiguration/>',
      logging: '<BucketLoggingStatus/>',
      policy: '{"Version": "1", "Statement": [{"Effect": "Deny"}]}',
      referer: '<RefererConfiguration><AllowTruncateQueryString>true</AllowTruncateQueryString></RefererConfiguration>',
      requestPayment: '<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>',
      tagging: '<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>',
      website: '<WebsiteConfiguration/>'
    };
    for (const [name, body] of Object.entries(documents)) {
      const query = { [name]: null };
      assert.equal((await followed(client, 'PUT', '', { query, body })).status, 200, name);
      const got = (await followed(client, 'GET', '', { query })).body.toString();
      assert.ok(got.endsWith(body), name);
      if (name !== 'referer' && name !== 'requestPayment') {
        assert.equal((await followed(client, 'DELETE', '', { query })).status, 204, name);
      }
    }
    const status = await followed(client, 'GET', '', { query: { policyStatus: null } });
    assert.match(status.body.toString(), /<IsPublic>false<\/IsPublic>/);

    const query = { inventory: null, inventoryId: 'a' };
    const body =
      '<InventoryConfiguration><Id>a</Id><Destination><OSSBucketDestination><Bucket>acs:oss:::demo</Bucket>' +
      '</OSSBucketDestination></Destination></InventoryConfiguration>';
    assert.equal((await followed(client, 'PUT', '', { query, body })).status, 200);
    assert.equal((await followed(client, 'GET', '', { query })).body.toString(), body);
    assert.equal((await followed(client, 'DELETE', '', { query })).status, 204);
  },

  async presignsSwitchesOfABucket({ client, version }) {
    const documents = {
      accessmonitor: '<AccessMonitorConfiguration><Status>Enabled</Status></AccessMonitorConfiguration>',
      bucketArchiveDirectRead: '<ArchiveDirectReadConfiguration><Enabled>true</Enabled></ArchiveDirectReadConfiguration>',
      httpsConfig: '<HttpsConfiguration><TLS><Enable>false</Enable></TLS></HttpsConfiguration>',
      publicAccessBlock:
        '<PublicAccessBlockConfiguration><BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>',
      qos: '<BucketUserQos><StorageCapacity>10</StorageCapacity></BucketUserQos>',
      qosInfo: '<QoSConfiguration/>',
      resourceGroup:
        '<BucketResourceGroupConfiguration><ResourceGroupId>rg-1</ResourceGroupId></BucketResourceGroupConfiguration>',
      transferAcceleration: '<TransferAccelerationConfiguration><Enabled>true</Enabled></TransferAccelerationConfiguration>'
    };
    if (version === 'V1') {
      // OSS does not sign this name in V1; the client does.
      delete documents.accessmonitor;
    }
    for (const [name, body] of Object.entries(documents)) {
      const query = { [name]: null };
      assert.equal((await followed(client, 'PUT', '', { query, body })).status, 200, name);
      const got = (await followed(client, 'GET', '', { query })).body.toString();
      assert.ok(name === 'qosInfo' ? got.includes('<TotalQps>-1</TotalQps>') : got.endsWith(body), name);
      if (['publicAccessBlock', 'qosInfo', 'transferAcceleration'].includes(name)) {
        assert.equal((await followed(client, 'DELETE', '', { query })).status, 204, name);
      }
    }
  },

  async presignsTheTokenOfADomain({ client }) {
    const body = '<BucketCnameConfiguration><Cname><Domain>www.example.com</Domain></Cname></BucketCnameConfiguration>';
    const created = await followed(client, 'POST', '', { query: { cname: null, comp: 'token' }, body });
    assert.match(created.body.toString(), /<Token>\w+<\/Token>/);
    const got = await followed(client, 'GET', '', { query: { cname: 'www.example.com', comp: 'token' } });
    assert.equal(got.body.toString(), created.body.toString());
  },

  async presignsARetentionPolicy({ client }) {
    const days = (root, number) => `<${root}><RetentionPeriodInDays>${number}</RetentionPeriodInDays></${root}>`;
    const query = { worm: null };
    const body = days('InitiateWormConfiguration', 1);
    assert.equal((await followed(client, 'POST', '', { query, body })).status, 200);
    assert.equal((await followed(client, 'DELETE', '', { query })).status, 204);
    await followed(client, 'POST', '', { query, body });
    const policy = (await followed(client, 'GET', '', { query })).body.toString();
    const wormId = /<WormId>(\w+)<\/WormId>/.exec(policy)[1];
    assert.equal((await followed(client, 'POST', '', { query: { wormId } })).status, 200);
    const extension = { query: { wormId, wormExtend: null }, body: days('ExtendWormConfiguration', 2) };
    assert.equal((await followed(client, 'POST', '', extension)).status, 200);
  },

  async presignsRegionsAndLimitsOfTheAccount({ version }) {
    const service = newClient(version);
    if (version === 'V4') {
      // OSS does not sign this name in V1; the client does.
      const regions = await followed(service, 'GET', '', { query: { regions: 'oss-cn-chengdu' } });
      assert.match(regions.body.toString(), /oss-cn-chengdu-internal/);
    }
    const block = '<PublicAccessBlockConfiguration><BlockPublicAccess>false</BlockPublicAccess></PublicAccessBlockConfiguration>';
    const query = { publicAccessBlock: null };
    assert.equal((await followed(service, 'PUT', '', { query, body: block })).status, 200);
    assert.ok((await followed(service, 'GET', '', { query })).body.toString().endsWith(block));
    assert.equal((await followed(service, 'DELETE', '', { query })).status, 204);
    const points = await followed(service, 'GET', '', { query: { accessPoint: null } });
    assert.match(points.body.toString(), /<AccessPoints><\/AccessPoints>/);
    const limits = await followed(service, 'GET', '', { query: { qosInfo: null } });
    assert.match(limits.body.toString(), /<Region>oss-cn-hangzhou<\/Region>/);
  },

  async presignsAListOfBuckets({ version, bucket }) {
    const buckets = (await followed(newClient(version), 'GET', '')).body.toString();
    assert.match(buckets, new RegExp(`<Name>${bucket}</Name>`));
  }
};

async function main() {
  let number = 0;
  for (const version of ['V1', 'V4']) {
    for (const [name, operation] of Object.entries(operations)) {
      const bucket = `op-${++number}`;
      let error = null;
      try {
        await newClient(version).putBucket(bucket);
        await operation({ client: newClient(version, { bucket }), version, bucket });
      } catch (e) {
        error = e.stack;
      }
      console.log(JSON.stringify({ name, version, error }));
    }
  }
  agent.destroy();
}

main();
