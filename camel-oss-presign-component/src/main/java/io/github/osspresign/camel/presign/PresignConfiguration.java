// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import io.github.osspresign.camel.listener.SigningListener;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.EndpointType;
import io.github.osspresign.sign.CdnSigner;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.SignatureVersion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** Options of the {@code presign:} scheme. Each endpoint has its own copy of the component's options. */
@UriParams
public class PresignConfiguration implements Cloneable {

    @UriParam(
            label = "common",
            description =
                    "General region id of the bucket, such as `cn-hangzhou`, without `oss-`. It is part of V4 signatures. By default the region is read from the host name of `endpoint`.")
    private @Nullable String region;

    @UriParam(
            label = "common",
            description =
                    "Host or URL of the service. `http://` or `https://` sets the scheme of the links; without a scheme it is https. By default the https endpoint of `region`.")
    private @Nullable String endpoint;

    @UriParam(
            label = "common",
            defaultValue = "public",
            enums = "public,internal,accelerate,accelerateOverseas,dualStack",
            description = "Type of the regional endpoint. Only without `endpoint`.")
    private EndpointType endpointType = EndpointType.PUBLIC;

    @UriParam(
            label = "common",
            defaultValue = "virtualHosted",
            enums = "virtualHosted,path,cname",
            description =
                    "Where the bucket is in a URL with `endpoint`: before the host (`virtualHosted`), in the path (`path`), or nowhere, because `endpoint` is a custom domain of the bucket (`cname`). OSS rejects `path`. With `virtualHosted`, IP addresses and names without a dot use `path`.")
    private AddressStyle addressStyle = AddressStyle.VIRTUAL_HOSTED;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "Access key id. By default the credentials come from the `credentialsProvider`, then from the environment variables `OSS_ACCESS_KEY_ID` and `OSS_ACCESS_KEY_SECRET`, then from the default chain of credentials-java.")
    private @Nullable String accessKey;

    @UriParam(label = "security", secret = true, description = "Access key secret of the `accessKey`.")
    private @Nullable String secretKey;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "Security token of temporary credentials (STS). If the access key comes from the environment, the default is the environment variable `OSS_SESSION_TOKEN`.")
    private @Nullable String sessionToken;

    @UriParam(
            label = "security",
            description =
                    "Credentials provider bean of the OSS SDK for Java V2. It is called for every link. It is used if `accessKey` is not set, and takes precedence over the environment variables.")
    @Metadata(autowired = true)
    private @Nullable CredentialsProvider credentialsProvider;

    @UriParam(
            label = "advanced",
            description =
                    "Client bean of the OSS SDK for Java V2, used by `verifyObject`, `operation=signPrefix`, `operation=multipart` and consumers. The component never closes it. By default the endpoint creates a client from its own options when it needs one.")
    @Metadata(autowired = true)
    private @Nullable OSSClient ossClient;

    @UriParam(
            label = "advanced",
            description =
                    "Bean that is notified of each link, form and upload plan before the message gets it. If the bean throws an exception, the message fails.")
    private @Nullable SigningListener auditListener;

    @UriParam(
            label = "common",
            description =
                    "Kind of URL signing of Alibaba Cloud CDN, `A`, `B`, `C` or `F`, for links through a CDN domain whose origin is the private bucket: GET and HEAD without parameters and headers. `C` and `F` can name the parameters for hash and time, as in `F:sign,time`, the default of `F`; for hexadecimal seconds, use `C` with the names of `F`. By default `C` has the signature in the path. The domain is that of the bucket in the component option `domains`, or the custom domain in `endpoint`. By default links are signed for OSS.")
    private @Nullable String cdn;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "For a CDN: key of URL signing of the domain, 16 to 32 letters and digits. After a comma, the backup key: links that it has signed can be renewed too.")
    private @Nullable String authKey;

    @UriParam(
            label = "common",
            defaultValue = "30m",
            javaType = "java.time.Duration",
            description =
                    "For a CDN: validity that is set for the domain, in whole seconds. The time stamp of a link is its end minus this validity. A link of kind B ends up to 59 seconds before the requested end. The unit is required.")
    private Duration cdnValidity = CdnSigner.DEFAULT_VALIDITY;

    @UriParam(label = "producer", description = "Object key to use if the message does not name one.")
    private @Nullable String objectKey;

    @UriParam(label = "common", defaultValue = "GET", description = "HTTP method that the link allows.")
    private HttpMethod method = HttpMethod.GET;

    @UriParam(
            label = "common",
            defaultValue = "1h",
            javaType = "java.time.Duration",
            description =
                    "Requested lifetime of the link, in whole seconds. With V4 at most 7 days; links signed with temporary credentials work for at most 12 hours. The unit is required.")
    private @Nullable Duration expiration;

    @UriParam(
            label = "common",
            description =
                    "Time when the link ends, instead of the lifetime `expiration`: with a zone offset, such as `2026-12-31T15:59:59Z`, or as seconds since 1970.")
    private @Nullable String expirationTime;

    @UriParam(
            label = "common",
            javaType = "java.time.Duration",
            description =
                    "Minimum lifetime of the link. Credentials that expire sooner are renewed first. If the link would still expire sooner, the message fails. No minimum by default. The unit is required.")
    private @Nullable Duration minValidity;

    @UriParam(
            label = "common",
            defaultValue = "V4",
            description = "Signature version. Accounts created since March 2025 cannot use `V1`.")
    private SignatureVersion signatureVersion = SignatureVersion.V4;

    @UriParam(
            label = "common",
            description = "File name under which a browser saves the download, independent of the object key.")
    private @Nullable String downloadFileName;

    @UriParam(label = "common", description = "Value of the `Content-Type` header in the download response.")
    private @Nullable String responseContentType;

    @UriParam(
            label = "common",
            description =
                    "Value of the `Content-Disposition` header in the download response. Cannot be combined with `downloadFileName`.")
    private @Nullable String responseContentDisposition;

    @UriParam(
            label = "producer",
            description =
                    "Version id of the object; `null` is the id of the null version. By default the link is for the current version.")
    private @Nullable String versionId;

    @UriParam(
            label = "common",
            description =
                    "Processing that the service applies to the object (`x-oss-process`), such as `image/resize,w_100`. None by default.")
    private @Nullable String process;

    @UriParam(
            label = "common",
            description =
                    "Maximum transfer rate of the link: 819200 to 838860800 bit/s, or bytes per second such as `800KB/s`. No limit by default.")
    private @Nullable String trafficLimit;

    @UriParam(
            label = "common",
            prefix = "query.",
            multiValue = true,
            description =
                    "Additional query parameters of the URL: `query.NAME=value`. An empty value adds a parameter without a value. `response-cache-control`, `response-content-encoding`, `response-content-language` and `response-expires` set these headers of the download response. `x-oss-request-payer=requester` charges the owner of the signing key for requests with the link; buckets with pay-by-requester require it from other accounts. With `operation=multipart` only this parameter is allowed.")
    private Map<String, Object> query = new LinkedHashMap<>();

    @UriParam(
            label = "common",
            prefix = "header.",
            multiValue = true,
            description =
                    "Headers that the user of the link must send: `header.NAME=value`. The signature covers them.")
    private Map<String, Object> header = new LinkedHashMap<>();

    @UriParam(
            label = "common",
            description =
                    "Comma-separated names of additional headers that the signature covers. `host` ties the link to its host. Any other header needs a value, set with `header.NAME`.")
    private @Nullable String additionalHeaders;

    @UriParam(
            label = "common",
            description =
                    "Key prefix of the objects to list. Used by `operation=signPrefix` and by consumers. All objects by default.")
    private @Nullable String prefix;

    @UriParam(
            label = "filter",
            description =
                    "Comma-separated Ant-style patterns. Only listed objects whose key matches a pattern are used. All objects by default.")
    private @Nullable String antInclude;

    @UriParam(
            label = "filter",
            description =
                    "Comma-separated Ant-style patterns. Listed objects whose key matches a pattern are skipped, even if `antInclude` matches them.")
    private @Nullable String antExclude;

    @UriParam(
            label = "filter",
            description = "Minimum size of the listed objects, in bytes or with a unit. No minimum by default.")
    private @Nullable String minSize;

    @UriParam(
            label = "filter",
            description = "Maximum size of the listed objects, in bytes or with a unit. No maximum by default.")
    private @Nullable String maxSize;

    @UriParam(
            label = "filter",
            javaType = "java.time.Duration",
            description =
                    "Minimum age of the listed objects since their last modification. No minimum by default. The unit is required.")
    private @Nullable Duration minAge;

    @UriParam(
            label = "filter",
            javaType = "java.time.Duration",
            description =
                    "Maximum age of the listed objects since their last modification. No maximum by default. The unit is required.")
    private @Nullable Duration maxAge;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            enums = "false,true,always",
            description =
                    "Whether to delete an object after its exchange has succeeded, unless it has changed meanwhile. The value `true` deletes it only if the exchange or a copy of it has downloaded the link with `osspresigned:`. The value `always` also deletes an object whose download is not known, for example because the link was sent to a queue. With `moveTo`, the value `always` moves it instead.")
    private DeleteAfterRead deleteAfterRead = DeleteAfterRead.FALSE;

    @UriParam(
            label = "consumer",
            description =
                    "Prefix that replaces `prefix`, which is required, in the key of an object after its exchange has succeeded, such as `done/`. The object is copied and deleted under the condition of `deleteAfterRead=true`; with `deleteAfterRead=always`, without a known download. An object that has the new key is overwritten. Objects of more than 5 GiB cannot be moved.")
    private @Nullable String moveTo;

    @UriParam(
            label = "consumer",
            defaultValue = "1000",
            description =
                    "Maximum number of objects per poll. The next poll continues after them. 0 takes all objects, whose list must fit into memory; at most 100,000 with `stateRepository` and no `idempotentRepository`.")
    private int maxMessagesPerPoll = 1000;

    @UriParam(
            label = "consumer",
            description =
                    "Repository of the objects that have passed through the route, identified by bucket, key and ETag. By default up to 100,000 objects are kept in memory.")
    private @Nullable IdempotentRepository idempotentRepository;

    @UriParam(
            label = "consumer",
            description =
                    "Repository of the position of the listing, as a reference to a bean, or the path of a file: the key up to which all objects have passed through the route or have failed, and the failed ones. Polls list only the keys after it, also after a restart or in a new leader. Use it only if new keys sort after the existing ones: an object that is written later at or before the stored key is never found. By default each poll lists all keys.")
    private @Nullable StateRepository<String, String> stateRepository;

    @UriParam(
            label = "producer",
            description =
                    "Whether to request the object with one `HEAD` before signing. If the object does not exist, the message fails. The link carries the size, ETag, CRC-64 and version of the object, so that a download can be checked against them. Only with `operation=sign`.")
    private boolean verifyObject;

    @UriParam(
            label = "producer",
            description =
                    "For `operation=postPolicy`: minimum size of the uploaded file, in bytes or with a unit. The default is 0.")
    private @Nullable String minUploadSize;

    @UriParam(
            label = "producer",
            description =
                    "For `operation=postPolicy`: maximum size of the uploaded file, in bytes or with a unit. The default is 5 GiB, the limit of the service.")
    private @Nullable String maxUploadSize;

    @UriParam(
            label = "producer",
            description =
                    "For `operation=postPolicy`: comma-separated content types that the uploaded file may have, or a single wildcard for all subtypes of a type. Any type by default.")
    private @Nullable String contentTypes;

    @UriParam(
            label = "producer",
            enums = "200,201,204",
            description =
                    "For `operation=postPolicy`: status of the response to a successful upload. 201 returns an XML body. The default is 204.")
    private @Nullable String successStatus;

    @UriParam(
            label = "producer",
            description =
                    "For `operation=postPolicy`: URL to which the browser is redirected after a successful upload. Takes precedence over `successStatus`.")
    private @Nullable String successRedirect;

    @UriParam(
            label = "producer,security",
            description =
                    "For `operation=postPolicy`: comma-separated fields that the form leaves open, of `x-oss-object-acl`, `x-oss-storage-class` and `Content-Encoding`. By default it binds them to `default`, `Standard` and `identity`; `header.NAME` binds another value.")
    private @Nullable String openFields;

    @UriParam(
            label = "producer",
            description =
                    "For `method=PUT`, `operation=postPolicy` and `operation=multipart`: http or https URL to which the service posts after the upload. Of up to five URLs, separated by semicolons, the first one that works counts. The signature or the policy binds it. No callback by default.")
    private @Nullable String callbackUrl;

    @UriParam(
            label = "producer",
            description =
                    "Body of the callback, a JSON object. The service replaces variables such as `${object}`, `${size}` and `${x:NAME}`. By default it has bucket, object key, size, entity tag, CRC-64, content type, request id and the variables of `callbackVar`. In a URI write `RAW(...)`.")
    private @Nullable String callbackBody;

    @UriParam(
            label = "producer",
            prefix = "callbackVar.",
            multiValue = true,
            description =
                    "Variables of the callback: `callbackVar.NAME=value` is `${x:NAME}` in its body. The name has lower-case letters, digits, underscores and hyphens.")
    private Map<String, Object> callbackVar = new LinkedHashMap<>();

    @UriParam(
            label = "producer",
            description =
                    "For `operation=multipart`: size of each part except the last one, in bytes or with a unit: 100 KiB to 5 GiB. The default is 8 MiB, or as many MiB as 1,000 parts need; 16 MiB if the size of the object is unknown.")
    private @Nullable String partSize;

    @UriParam(
            label = "producer",
            description =
                    "Size of the object to upload, in bytes or with a unit. A form of `operation=postPolicy` allows only this size. A link with `method=PUT` carries it, and `osspresigned:` uploads nothing else through the link. With `operation=multipart` the default is the size of the file in the body.")
    private @Nullable String uploadSize;

    @UriParam(
            label = "producer",
            description =
                    "For `method=PUT`: MD5 of the object to upload, in Base64. For `operation=multipart`: MD5 of each part, comma-separated. The signature binds it, so that the service refuses other bytes.")
    private @Nullable String contentMd5;

    @UriParam(
            label = "producer",
            defaultValue = "sign",
            enums = "sign,signAll,signPrefix,postPolicy,multipart,renew",
            description =
                    "Operation of the producer: `sign` creates one link; `signAll` creates a link for each entry of the body; `signPrefix` creates a link for each listed object; `postPolicy` creates an upload form for browsers; `multipart` opens an upload in parts and creates its links; `renew` replaces the link in the body if its signature is correct.")
    private PresignOperation operation = PresignOperation.SIGN;

    @UriParam(
            label = "producer,security",
            defaultValue = "7d",
            javaType = "java.time.Duration",
            description =
                    "How long after its expiry a link can still be renewed, by `operation=renew` or as the `refreshUri` of `osspresigned:`. The unit is required.")
    private Duration renewWithin = Duration.ofDays(7);

    @UriParam(
            label = "common",
            defaultValue = "header",
            enums = "header,body,both",
            description = "Where to write the link: into message headers, into the body as JSON, or both.")
    private PresignOutput output = PresignOutput.HEADER;

    /** Returns an independent copy, so that an endpoint cannot change the component or another endpoint. */
    public PresignConfiguration copy() {
        try {
            PresignConfiguration copy = (PresignConfiguration) clone();
            copy.query = new LinkedHashMap<>(query);
            copy.header = new LinkedHashMap<>(header);
            copy.callbackVar = new LinkedHashMap<>(callbackVar);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** Returns the method that links of this endpoint allow: PUT for an upload in parts, or else the option {@code method}. */
    HttpMethod signedMethod() {
        return operation == PresignOperation.MULTIPART ? HttpMethod.PUT : method;
    }

    public @Nullable String getCdn() {
        return cdn;
    }

    public void setCdn(@Nullable String cdn) {
        this.cdn = cdn;
    }

    public @Nullable String getAuthKey() {
        return authKey;
    }

    public void setAuthKey(@Nullable String authKey) {
        this.authKey = authKey;
    }

    public Duration getCdnValidity() {
        return cdnValidity;
    }

    public void setCdnValidity(Duration cdnValidity) {
        this.cdnValidity = cdnValidity;
    }

    public Duration getRenewWithin() {
        return renewWithin;
    }

    public void setRenewWithin(Duration renewWithin) {
        this.renewWithin = renewWithin;
    }

    public @Nullable String getCallbackUrl() {
        return callbackUrl;
    }

    public void setCallbackUrl(@Nullable String callbackUrl) {
        this.callbackUrl = callbackUrl;
    }

    public @Nullable String getCallbackBody() {
        return callbackBody;
    }

    public void setCallbackBody(@Nullable String callbackBody) {
        this.callbackBody = callbackBody;
    }

    public Map<String, Object> getCallbackVar() {
        return callbackVar;
    }

    public void setCallbackVar(Map<String, Object> callbackVar) {
        this.callbackVar = callbackVar;
    }

    public @Nullable String getPartSize() {
        return partSize;
    }

    public void setPartSize(@Nullable String partSize) {
        this.partSize = partSize;
    }

    public @Nullable String getContentMd5() {
        return contentMd5;
    }

    public void setContentMd5(@Nullable String contentMd5) {
        this.contentMd5 = contentMd5;
    }

    public @Nullable String getUploadSize() {
        return uploadSize;
    }

    public void setUploadSize(@Nullable String uploadSize) {
        this.uploadSize = uploadSize;
    }

    public @Nullable String getRegion() {
        return region;
    }

    public void setRegion(@Nullable String region) {
        this.region = region;
    }

    public @Nullable String getEndpoint() {
        return endpoint;
    }

    public void setEndpoint(@Nullable String endpoint) {
        this.endpoint = endpoint;
    }

    public EndpointType getEndpointType() {
        return endpointType;
    }

    public void setEndpointType(EndpointType endpointType) {
        this.endpointType = endpointType;
    }

    public AddressStyle getAddressStyle() {
        return addressStyle;
    }

    public void setAddressStyle(AddressStyle addressStyle) {
        this.addressStyle = addressStyle;
    }

    public @Nullable String getAccessKey() {
        return accessKey;
    }

    public void setAccessKey(@Nullable String accessKey) {
        this.accessKey = accessKey;
    }

    public @Nullable String getSecretKey() {
        return secretKey;
    }

    public void setSecretKey(@Nullable String secretKey) {
        this.secretKey = secretKey;
    }

    public @Nullable String getSessionToken() {
        return sessionToken;
    }

    public void setSessionToken(@Nullable String sessionToken) {
        this.sessionToken = sessionToken;
    }

    public @Nullable CredentialsProvider getCredentialsProvider() {
        return credentialsProvider;
    }

    public void setCredentialsProvider(@Nullable CredentialsProvider credentialsProvider) {
        this.credentialsProvider = credentialsProvider;
    }

    public @Nullable SigningListener getAuditListener() {
        return auditListener;
    }

    public void setAuditListener(@Nullable SigningListener auditListener) {
        this.auditListener = auditListener;
    }

    public @Nullable OSSClient getOssClient() {
        return ossClient;
    }

    public void setOssClient(@Nullable OSSClient ossClient) {
        this.ossClient = ossClient;
    }

    public @Nullable String getObjectKey() {
        return objectKey;
    }

    public void setObjectKey(@Nullable String objectKey) {
        this.objectKey = objectKey;
    }

    public HttpMethod getMethod() {
        return method;
    }

    public void setMethod(HttpMethod method) {
        this.method = method;
    }

    public @Nullable String getExpirationTime() {
        return expirationTime;
    }

    public void setExpirationTime(@Nullable String expirationTime) {
        this.expirationTime = expirationTime;
    }

    public @Nullable Duration getExpiration() {
        return expiration;
    }

    /** Returns the option {@code expiration}, or its default. */
    Duration expirationOrDefault() {
        return expiration == null ? Duration.ofHours(1) : expiration;
    }

    public void setExpiration(@Nullable Duration expiration) {
        this.expiration = expiration;
    }

    public SignatureVersion getSignatureVersion() {
        return signatureVersion;
    }

    public void setSignatureVersion(SignatureVersion signatureVersion) {
        this.signatureVersion = signatureVersion;
    }

    public @Nullable String getDownloadFileName() {
        return downloadFileName;
    }

    public void setDownloadFileName(@Nullable String downloadFileName) {
        this.downloadFileName = downloadFileName;
    }

    public @Nullable String getResponseContentType() {
        return responseContentType;
    }

    public void setResponseContentType(@Nullable String responseContentType) {
        this.responseContentType = responseContentType;
    }

    public @Nullable String getResponseContentDisposition() {
        return responseContentDisposition;
    }

    public void setResponseContentDisposition(@Nullable String responseContentDisposition) {
        this.responseContentDisposition = responseContentDisposition;
    }

    public @Nullable String getVersionId() {
        return versionId;
    }

    public void setVersionId(@Nullable String versionId) {
        this.versionId = versionId;
    }

    public @Nullable String getProcess() {
        return process;
    }

    public void setProcess(@Nullable String process) {
        this.process = process;
    }

    public @Nullable String getTrafficLimit() {
        return trafficLimit;
    }

    public void setTrafficLimit(@Nullable String trafficLimit) {
        this.trafficLimit = trafficLimit;
    }

    public Map<String, Object> getQuery() {
        return query;
    }

    public void setQuery(Map<String, Object> query) {
        this.query = query;
    }

    public Map<String, Object> getHeader() {
        return header;
    }

    public void setHeader(Map<String, Object> header) {
        this.header = header;
    }

    public @Nullable String getAdditionalHeaders() {
        return additionalHeaders;
    }

    public void setAdditionalHeaders(@Nullable String additionalHeaders) {
        this.additionalHeaders = additionalHeaders;
    }

    public PresignOperation getOperation() {
        return operation;
    }

    public void setOperation(PresignOperation operation) {
        this.operation = operation;
    }

    public PresignOutput getOutput() {
        return output;
    }

    public void setOutput(PresignOutput output) {
        this.output = output;
    }

    public @Nullable Duration getMinValidity() {
        return minValidity;
    }

    public void setMinValidity(@Nullable Duration minValidity) {
        this.minValidity = minValidity;
    }

    public @Nullable String getPrefix() {
        return prefix;
    }

    public void setPrefix(@Nullable String prefix) {
        this.prefix = prefix;
    }

    public @Nullable String getAntInclude() {
        return antInclude;
    }

    public void setAntInclude(@Nullable String antInclude) {
        this.antInclude = antInclude;
    }

    public @Nullable String getAntExclude() {
        return antExclude;
    }

    public void setAntExclude(@Nullable String antExclude) {
        this.antExclude = antExclude;
    }

    public @Nullable String getMinSize() {
        return minSize;
    }

    public void setMinSize(@Nullable String minSize) {
        this.minSize = minSize;
    }

    public @Nullable String getMaxSize() {
        return maxSize;
    }

    public void setMaxSize(@Nullable String maxSize) {
        this.maxSize = maxSize;
    }

    public @Nullable Duration getMinAge() {
        return minAge;
    }

    public void setMinAge(@Nullable Duration minAge) {
        this.minAge = minAge;
    }

    public @Nullable Duration getMaxAge() {
        return maxAge;
    }

    public void setMaxAge(@Nullable Duration maxAge) {
        this.maxAge = maxAge;
    }

    public DeleteAfterRead getDeleteAfterRead() {
        return deleteAfterRead;
    }

    public void setDeleteAfterRead(DeleteAfterRead deleteAfterRead) {
        this.deleteAfterRead = deleteAfterRead;
    }

    public @Nullable String getMoveTo() {
        return moveTo;
    }

    public void setMoveTo(@Nullable String moveTo) {
        this.moveTo = moveTo;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public @Nullable IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    public void setIdempotentRepository(@Nullable IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public @Nullable StateRepository<String, String> getStateRepository() {
        return stateRepository;
    }

    public void setStateRepository(@Nullable StateRepository<String, String> stateRepository) {
        this.stateRepository = stateRepository;
    }

    public @Nullable String getMinUploadSize() {
        return minUploadSize;
    }

    public void setMinUploadSize(@Nullable String minUploadSize) {
        this.minUploadSize = minUploadSize;
    }

    public @Nullable String getMaxUploadSize() {
        return maxUploadSize;
    }

    public void setMaxUploadSize(@Nullable String maxUploadSize) {
        this.maxUploadSize = maxUploadSize;
    }

    public @Nullable String getContentTypes() {
        return contentTypes;
    }

    public void setContentTypes(@Nullable String contentTypes) {
        this.contentTypes = contentTypes;
    }

    public @Nullable String getSuccessStatus() {
        return successStatus;
    }

    public void setSuccessStatus(@Nullable String successStatus) {
        this.successStatus = successStatus;
    }

    public @Nullable String getSuccessRedirect() {
        return successRedirect;
    }

    public void setSuccessRedirect(@Nullable String successRedirect) {
        this.successRedirect = successRedirect;
    }

    public @Nullable String getOpenFields() {
        return openFields;
    }

    public void setOpenFields(@Nullable String openFields) {
        this.openFields = openFields;
    }

    public boolean isVerifyObject() {
        return verifyObject;
    }

    public void setVerifyObject(boolean verifyObject) {
        this.verifyObject = verifyObject;
    }
}
