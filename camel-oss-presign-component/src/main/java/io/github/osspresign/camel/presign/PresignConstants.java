package io.github.osspresign.camel.presign;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** The headers of the {@code presign:} component; their names are public API. */
public final class PresignConstants {

    @Metadata(
            label = "producer",
            description =
                    "In: the bucket, instead of the one in the endpoint URI; one that the option `allowedBuckets` of the component names.",
            javaType = "java.lang.String")
    public static final String BUCKET_NAME = "CamelPresignBucketName";

    @Metadata(
            label = "producer",
            description =
                    "In: the object key. Comes before the option `objectKey`, which comes before the header `CamelFileName`.",
            javaType = "java.lang.String")
    public static final String OBJECT_KEY = "CamelPresignObjectKey";

    @Metadata(
            label = "producer",
            description = "In: the method to sign. What a link allows is in `CamelPresignLinkMethod`.",
            javaType = "java.lang.String")
    public static final String METHOD = "CamelPresignMethod";

    @Metadata(
            label = "producer",
            description =
                    "How long the link shall work: a Camel duration such as `15m`, `1h` or `PT1H`, or a `java.time.Duration`.",
            javaType = "java.lang.String")
    public static final String EXPIRATION = "CamelPresignExpiration";

    @Metadata(label = "producer", description = "The version of the object.", javaType = "java.lang.String")
    public static final String VERSION_ID = "CamelPresignVersionId";

    @Metadata(
            label = "producer",
            description = "The name under which a browser saves the download.",
            javaType = "java.lang.String")
    public static final String DOWNLOAD_FILE_NAME = "CamelPresignDownloadFileName";

    @Metadata(
            label = "producer",
            description = "The processing that the service applies to the object.",
            javaType = "java.lang.String")
    public static final String PROCESS = "CamelPresignProcess";

    @Metadata(
            label = "producer",
            description = "How fast the link may be used: bit/s from 819200 to 838860800, or bytes such as `800KB/s`.",
            javaType = "java.lang.String")
    public static final String TRAFFIC_LIMIT = "CamelPresignTrafficLimit";

    @Metadata(
            label = "producer",
            description = "The content type that the service answers a download with.",
            javaType = "java.lang.String")
    public static final String RESPONSE_CONTENT_TYPE = "CamelPresignResponseContentType";

    @Metadata(
            label = "producer",
            description = "The content disposition that the service answers a download with.",
            javaType = "java.lang.String")
    public static final String RESPONSE_CONTENT_DISPOSITION = "CamelPresignResponseContentDisposition";

    @Metadata(
            label = "producer",
            description = "The signed URL. Whoever holds it can use it.",
            javaType = "java.lang.String")
    public static final String URL = "CamelPresignUrl";

    @Metadata(
            label = "producer",
            description = "The signed URL without its secrets, safe to log.",
            javaType = "java.lang.String")
    public static final String URL_MASKED = "CamelPresignUrlMasked";

    @Metadata(label = "producer", description = "The method that the link allows.", javaType = "java.lang.String")
    public static final String LINK_METHOD = "CamelPresignLinkMethod";

    @Metadata(
            label = "producer",
            description =
                    "When the link really ends: the earliest of what was asked for, the end of the credentials, and the limit of the protocol.",
            javaType = "java.time.Instant")
    public static final String EXPIRES_AT = "CamelPresignExpiresAt";

    @Metadata(
            label = "producer",
            description = "What decided the end of the link.",
            javaType = "java.lang.String",
            enums = "requested,credentials,protocol")
    public static final String LIFETIME_LIMIT = "CamelPresignLifetimeLimit";

    @Metadata(
            label = "producer",
            description = "Headers that the user of the link must send, exactly these values.",
            javaType = "java.util.Map")
    public static final String REQUIRED_HEADERS = "CamelPresignRequiredHeaders";

    @Metadata(
            label = "producer",
            description = "Whether a plain click on the link works.",
            javaType = "java.lang.Boolean")
    public static final String BROWSER_USABLE = "CamelPresignBrowserUsable";

    @Metadata(
            label = "producer",
            description =
                    "The link and what is known about it as one value. As a body it converts to its JSON form, which is a secret; in a header its text is masked.",
            javaType = "io.github.osspresign.link.PresignedLink")
    public static final String LINK = "CamelPresignLink";

    @Metadata(
            label = "producer",
            description = "With `operation=signPrefix`: what the keys of the objects begin with.",
            javaType = "java.lang.String")
    public static final String PREFIX = "CamelPresignPrefix";

    @Metadata(label = "consumer", description = "The bucket of the object.", javaType = "java.lang.String")
    public static final String SOURCE_BUCKET_NAME = "CamelPresignSourceBucketName";

    @Metadata(label = "consumer", description = "The key of the object.", javaType = "java.lang.String")
    public static final String SOURCE_OBJECT_KEY = "CamelPresignSourceObjectKey";

    @Metadata(label = "consumer", description = "The size of the object in bytes.", javaType = "java.lang.Long")
    public static final String OBJECT_SIZE = "CamelPresignObjectSize";

    @Metadata(
            label = "consumer",
            description = "The entity tag of the object, without quotes.",
            javaType = "java.lang.String")
    public static final String ETAG = "CamelPresignETag";

    @Metadata(label = "consumer", description = "When the object was written.", javaType = "java.time.Instant")
    public static final String LAST_MODIFIED = "CamelPresignLastModified";

    @Metadata(
            label = "consumer",
            description = "When the object was written, in milliseconds since 1970.",
            javaType = "java.lang.Long")
    public static final String MESSAGE_TIMESTAMP = Exchange.MESSAGE_TIMESTAMP;

    @Metadata(
            label = "consumer",
            description = "The storage class of the object, such as `Standard` or `IA`.",
            javaType = "java.lang.String")
    public static final String STORAGE_CLASS = "CamelPresignStorageClass";

    @Metadata(
            label = "producer",
            description =
                    "With `operation=postPolicy`: the fields of the form, in their order; `file` comes last, and `CamelPresignUrl` is where they are sent.",
            javaType = "java.util.Map")
    public static final String FORM_FIELDS = "CamelPresignFormFields";

    @Metadata(
            label = "producer",
            description = "With `operation=postPolicy`: the form as HTML. Whoever holds it can upload what it allows.",
            javaType = "java.lang.String")
    public static final String FORM = "CamelPresignForm";

    @Metadata(
            label = "producer",
            description = "The object key where neither `CamelPresignObjectKey` nor the option `objectKey` is set.",
            javaType = "java.lang.String")
    public static final String FILE_NAME = Exchange.FILE_NAME;

    private PresignConstants() {}
}
