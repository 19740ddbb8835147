package io.github.osspresign.camel.presign;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import io.github.osspresign.oss.EndpointType;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.SignatureVersion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of the {@code presign:} scheme, shared by component and endpoint; an endpoint works on its own copy. */
@UriParams
public class PresignConfiguration implements Cloneable {

    @UriParam(
            label = "common",
            description =
                    "The general region id of the bucket, such as `cn-hangzhou`, without `oss-`. By default it is taken from the endpoint where its host shows one.")
    private @Nullable String region;

    @UriParam(
            label = "common",
            description =
                    "The host or URL of the service; `http://` or `https://` decides the scheme. By default the https endpoint of the region.")
    private @Nullable String endpoint;

    @UriParam(
            label = "common",
            defaultValue = "public",
            enums = "public,internal,accelerate,accelerateOverseas,dualStack",
            description = "The kind of the region's own endpoint, where `endpoint` is not set.")
    private EndpointType endpointType = EndpointType.PUBLIC;

    @UriParam(label = "common", description = "Whether `endpoint` is the bucket's own domain.")
    private boolean cname;

    @UriParam(
            label = "common",
            description =
                    "Whether the bucket goes into the path of the URL. The real service refuses that; for IP addresses and localhost it is always so.")
    private boolean pathStyle;

    @UriParam(
            label = "security",
            secret = true,
            description = "The access key id. By default the environment variable `OSS_ACCESS_KEY_ID`.")
    private @Nullable String accessKey;

    @UriParam(
            label = "security",
            secret = true,
            description = "The access key secret. By default the environment variable `OSS_ACCESS_KEY_SECRET`.")
    private @Nullable String secretKey;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "The security token of temporary credentials (STS). By default, where the keys come from the environment, the variable `OSS_SESSION_TOKEN`.")
    private @Nullable String sessionToken;

    @UriParam(
            label = "security",
            description =
                    "A provider bean of the OSS SDK for Java V2; asked for every link. Comes after `accessKey` and before the environment.")
    @Metadata(autowired = true)
    private @Nullable CredentialsProvider credentialsProvider;

    @UriParam(
            label = "advanced",
            description =
                    "A client bean of the OSS SDK for Java V2 for what has to ask the service; it is never closed. By default one is made from the endpoint's own options where it is needed.")
    @Metadata(autowired = true)
    private @Nullable OSSClient ossClient;

    @UriParam(label = "producer", description = "The object key where the message names none.")
    private @Nullable String objectKey;

    @UriParam(label = "common", defaultValue = "GET", description = "The HTTP method that the link allows.")
    private HttpMethod method = HttpMethod.GET;

    @UriParam(
            label = "common",
            defaultValue = "1h",
            javaType = "java.time.Duration",
            description =
                    "How long the link works, in whole seconds. V4 allows up to 7 days, and 12 hours with temporary credentials.")
    private Duration expiration = Duration.ofHours(1);

    @UriParam(
            label = "common",
            javaType = "java.time.Duration",
            description =
                    "The least that a link must live. Credentials that end sooner are renewed first; where that does not help the message fails, rather than a link being handed out that dies early.")
    private @Nullable Duration minValidity;

    @UriParam(
            label = "common",
            defaultValue = "V4",
            description = "The signature version. Accounts opened since March 2025 cannot use `V1`.")
    private SignatureVersion signatureVersion = SignatureVersion.V4;

    @UriParam(
            label = "common",
            description = "The name under which a browser saves the download, whatever the object key is.")
    private @Nullable String downloadFileName;

    @UriParam(label = "common", description = "The content type that the service answers a download with.")
    private @Nullable String responseContentType;

    @UriParam(
            label = "common",
            description =
                    "The content disposition that the service answers a download with; instead of `downloadFileName`.")
    private @Nullable String responseContentDisposition;

    @UriParam(label = "common", description = "The cache control that the service answers a download with.")
    private @Nullable String responseCacheControl;

    @UriParam(label = "common", description = "The content language that the service answers a download with.")
    private @Nullable String responseContentLanguage;

    @UriParam(label = "common", description = "The content encoding that the service answers a download with.")
    private @Nullable String responseContentEncoding;

    @UriParam(label = "common", description = "The expires header that the service answers a download with.")
    private @Nullable String responseExpires;

    @UriParam(label = "producer", description = "The version of the object; `null` is the null version.")
    private @Nullable String versionId;

    @UriParam(
            label = "common",
            description = "The processing that the service applies to the object, such as `image/resize,w_100`.")
    private @Nullable String process;

    @UriParam(
            label = "common",
            description = "How fast the link may be used: bit/s from 819200 to 838860800, or bytes such as `800KB/s`.")
    private @Nullable String trafficLimit;

    @UriParam(
            label = "common",
            enums = "requester",
            description =
                    "Who pays for the download: `requester` makes whoever owns the signing key pay, which buckets with pay-by-requester demand of other accounts.")
    private @Nullable String requestPayer;

    @UriParam(
            label = "common",
            description =
                    "The address or CIDR block that the link works from, such as `192.0.2.7` or `192.0.2.0/24`. Signature version V1 only.")
    private @Nullable String sourceIp;

    @UriParam(
            label = "common",
            prefix = "query.",
            multiValue = true,
            description =
                    "Further parameters of the URL: `query.NAME=value`, an empty value for a parameter without one.")
    private Map<String, Object> query = new LinkedHashMap<>();

    @UriParam(
            label = "common",
            prefix = "header.",
            multiValue = true,
            description =
                    "Headers that the user of the link must send: `header.NAME=value`. They are bound to the signature.")
    private Map<String, Object> header = new LinkedHashMap<>();

    @UriParam(
            label = "common",
            description =
                    "Names of further headers to bind to the signature, separated by commas. `host` binds the link to its host; others need a value by `header.NAME`.")
    private @Nullable String additionalHeaders;

    @UriParam(
            label = "common",
            description =
                    "What the keys begin with of the objects that are listed: by `operation=signPrefix`, and by a consumer. By default all.")
    private @Nullable String prefix;

    @UriParam(
            label = "filter",
            description =
                    "Ant-style patterns, separated by commas; of the objects listed, only those are taken whose key matches one. By default all.")
    private @Nullable String include;

    @UriParam(
            label = "filter",
            description =
                    "Ant-style patterns, separated by commas; objects whose key matches one are left out, whatever `include` says.")
    private @Nullable String exclude;

    @UriParam(label = "filter", description = "The least size in bytes of the objects taken from a listing.")
    private @Nullable Long minSize;

    @UriParam(label = "filter", description = "The largest size in bytes of the objects taken from a listing.")
    private @Nullable Long maxSize;

    @UriParam(
            label = "filter",
            javaType = "java.time.Duration",
            description = "How long ago the objects taken from a listing were written at least.")
    private @Nullable Duration minAge;

    @UriParam(
            label = "filter",
            javaType = "java.time.Duration",
            description = "How long ago the objects taken from a listing were written at most.")
    private @Nullable Duration maxAge;

    @UriParam(
            label = "consumer",
            defaultValue = "1000",
            description =
                    "How many objects a poll takes at most; the next one goes on behind them. 0 for all, which then must fit into memory.")
    private int maxMessagesPerPoll = 1000;

    @UriParam(
            label = "consumer",
            description =
                    "Remembers which objects have gone through the route, by bucket, key and ETag. By default 100000 of them in memory.")
    private @Nullable IdempotentRepository idempotentRepository;

    @UriParam(
            label = "consumer",
            description =
                    "A file that keeps, over restarts, the key up to which all objects have gone through the route; listing goes on behind it. Only for keys that grow: whatever is written at or before that key later on is never seen.")
    private @Nullable String markerFile;

    @UriParam(
            label = "producer",
            description =
                    "Whether to ask the service for the object first, with one HEAD. A missing object is an error; size, ETag, CRC-64 and version go into the link, so that its user can check what arrives. Only with `operation=sign`.")
    private boolean verifyObject;

    @UriParam(
            label = "producer",
            description =
                    "With `operation=postPolicy`: the bytes that a file must have at least. By default an empty one will do.")
    private @Nullable Long minContentLength;

    @UriParam(
            label = "producer",
            description =
                    "With `operation=postPolicy`: the bytes that a file may have at most. By default what the service takes by a form, 5 GiB.")
    private @Nullable Long maxContentLength;

    @UriParam(
            label = "producer",
            description =
                    "With `operation=postPolicy`: the content types that an object may get, separated by commas, or one range such as `image/*`. By default any.")
    private @Nullable String contentTypes;

    @UriParam(
            label = "producer",
            enums = "200,201,204",
            description =
                    "With `operation=postPolicy`: the status of a successful upload; 201 comes with an XML body. By default 204.")
    private @Nullable String successStatus;

    @UriParam(
            label = "producer",
            description =
                    "With `operation=postPolicy`: the URL that the browser goes to after a successful upload; comes before `successStatus`.")
    private @Nullable String successRedirect;

    @UriParam(
            label = "producer",
            defaultValue = "sign",
            enums = "sign,signAll,signPrefix,postPolicy,renew",
            description =
                    "What to do with a message: `sign` makes one link, `signAll` one for each entry of the body, `signPrefix` one for each object listed, `postPolicy` a form that a browser uploads with, `renew` a fresh link in place of the one in the body, if its signature is right.")
    private PresignOperation operation = PresignOperation.SIGN;

    @UriParam(
            label = "producer,security",
            defaultValue = "7d",
            javaType = "java.time.Duration",
            description =
                    "How long after its end a link is still renewed: by `operation=renew`, and as `refreshUri` of `osspresigned:`.")
    private Duration renewWithin = Duration.ofDays(7);

    @UriParam(
            label = "common",
            defaultValue = "header",
            enums = "header,body,both",
            description = "Where the link goes: into headers, as JSON into the body, or both.")
    private PresignOutput output = PresignOutput.HEADER;

    /** An independent copy, so that no endpoint changes another or its component. */
    public PresignConfiguration copy() {
        try {
            PresignConfiguration copy = (PresignConfiguration) clone();
            copy.query = new LinkedHashMap<>(query);
            copy.header = new LinkedHashMap<>(header);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public Duration getRenewWithin() {
        return renewWithin;
    }

    public void setRenewWithin(Duration renewWithin) {
        this.renewWithin = renewWithin;
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

    public boolean isCname() {
        return cname;
    }

    public void setCname(boolean cname) {
        this.cname = cname;
    }

    public boolean isPathStyle() {
        return pathStyle;
    }

    public void setPathStyle(boolean pathStyle) {
        this.pathStyle = pathStyle;
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

    public Duration getExpiration() {
        return expiration;
    }

    public void setExpiration(Duration expiration) {
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

    public @Nullable String getResponseCacheControl() {
        return responseCacheControl;
    }

    public void setResponseCacheControl(@Nullable String responseCacheControl) {
        this.responseCacheControl = responseCacheControl;
    }

    public @Nullable String getResponseContentLanguage() {
        return responseContentLanguage;
    }

    public void setResponseContentLanguage(@Nullable String responseContentLanguage) {
        this.responseContentLanguage = responseContentLanguage;
    }

    public @Nullable String getResponseContentEncoding() {
        return responseContentEncoding;
    }

    public void setResponseContentEncoding(@Nullable String responseContentEncoding) {
        this.responseContentEncoding = responseContentEncoding;
    }

    public @Nullable String getResponseExpires() {
        return responseExpires;
    }

    public void setResponseExpires(@Nullable String responseExpires) {
        this.responseExpires = responseExpires;
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

    /** The option minValidity, or zero where it is not set. */
    Duration minValidityOrNone() {
        return minValidity == null ? Duration.ZERO : minValidity;
    }

    public @Nullable Duration getMinValidity() {
        return minValidity;
    }

    public void setMinValidity(@Nullable Duration minValidity) {
        this.minValidity = minValidity;
    }

    public @Nullable String getRequestPayer() {
        return requestPayer;
    }

    public void setRequestPayer(@Nullable String requestPayer) {
        this.requestPayer = requestPayer;
    }

    public @Nullable String getSourceIp() {
        return sourceIp;
    }

    public void setSourceIp(@Nullable String sourceIp) {
        this.sourceIp = sourceIp;
    }

    public @Nullable String getPrefix() {
        return prefix;
    }

    public void setPrefix(@Nullable String prefix) {
        this.prefix = prefix;
    }

    public @Nullable String getInclude() {
        return include;
    }

    public void setInclude(@Nullable String include) {
        this.include = include;
    }

    public @Nullable String getExclude() {
        return exclude;
    }

    public void setExclude(@Nullable String exclude) {
        this.exclude = exclude;
    }

    public @Nullable Long getMinSize() {
        return minSize;
    }

    public void setMinSize(@Nullable Long minSize) {
        this.minSize = minSize;
    }

    public @Nullable Long getMaxSize() {
        return maxSize;
    }

    public void setMaxSize(@Nullable Long maxSize) {
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

    public @Nullable String getMarkerFile() {
        return markerFile;
    }

    public void setMarkerFile(@Nullable String markerFile) {
        this.markerFile = markerFile;
    }

    public @Nullable Long getMinContentLength() {
        return minContentLength;
    }

    public void setMinContentLength(@Nullable Long minContentLength) {
        this.minContentLength = minContentLength;
    }

    public @Nullable Long getMaxContentLength() {
        return maxContentLength;
    }

    public void setMaxContentLength(@Nullable Long maxContentLength) {
        this.maxContentLength = maxContentLength;
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

    public boolean isVerifyObject() {
        return verifyObject;
    }

    public void setVerifyObject(boolean verifyObject) {
        this.verifyObject = verifyObject;
    }
}
