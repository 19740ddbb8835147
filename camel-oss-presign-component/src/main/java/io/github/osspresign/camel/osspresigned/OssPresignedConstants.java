package io.github.osspresign.camel.osspresigned;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** The headers of the {@code osspresigned:} component; their names are public API. */
public final class OssPresignedConstants {

    @Metadata(
            description =
                    "In: the link to use; a link value, its JSON form or a URL. An upload removes it. From a consumer: the link of the exchange, which no later step uses again. In a header the text of a link value is masked; as a body it converts to its JSON form, which is a secret.",
            javaType = "io.github.osspresign.link.PresignedLink")
    public static final String LINK = "CamelPresignLink";

    @Metadata(
            description = "In: the signed URL to use where there is no `CamelPresignLink`. An upload removes it.",
            javaType = "java.lang.String")
    public static final String URL = "CamelPresignUrl";

    @Metadata(
            description = "The URL of the link without its secrets, safe to log; set by producer and consumer.",
            javaType = "java.lang.String")
    public static final String URL_MASKED = "CamelPresignUrlMasked";

    @Metadata(description = "The entity tag of the object.", javaType = "java.lang.String")
    public static final String ETAG = "CamelOssPresignedETag";

    @Metadata(
            description = "The CRC-64 of the object as the service writes it: unsigned decimal.",
            javaType = "java.lang.String")
    public static final String CRC64 = "CamelOssPresignedCrc64";

    @Metadata(description = "The version of the object.", javaType = "java.lang.String")
    public static final String VERSION_ID = "CamelOssPresignedVersionId";

    @Metadata(description = "The request id of the service.", javaType = "java.lang.String")
    public static final String REQUEST_ID = "CamelOssPresignedRequestId";

    @Metadata(
            description =
                    "The user metadata of the object: lower-case names without `x-oss-meta-`, none that begins with `camel`.",
            javaType = "java.util.Map")
    public static final String METADATA = "CamelOssPresignedMetadata";

    @Metadata(
            description = "What the file was checked with.",
            javaType = "java.lang.String",
            enums = "crc64,md5,length,none")
    public static final String VERIFIED = "CamelOssPresignedVerified";

    @Metadata(
            description = "Attempts that the download took; 1 where nothing went wrong.",
            javaType = "java.lang.Integer")
    public static final String ATTEMPTS = "CamelOssPresignedAttempts";

    @Metadata(description = "Bytes that were there before this download began.", javaType = "java.lang.Long")
    public static final String RESUMED_BYTES = "CamelOssPresignedResumedBytes";

    @Metadata(description = "How long the download took.", javaType = "java.time.Duration")
    public static final String DURATION = "CamelOssPresignedDuration";

    @Metadata(description = "The path of the file below the directory.", javaType = "java.lang.String")
    public static final String FILE_NAME = Exchange.FILE_NAME;

    @Metadata(description = "The name of the file.", javaType = "java.lang.String")
    public static final String FILE_NAME_ONLY = Exchange.FILE_NAME_ONLY;

    @Metadata(description = "The path of the file.", javaType = "java.lang.String")
    public static final String FILE_PATH = Exchange.FILE_PATH;

    @Metadata(description = "The length of the file in bytes.", javaType = "java.lang.Long")
    public static final String FILE_LENGTH = Exchange.FILE_LENGTH;

    @Metadata(
            description = "When the object was last modified, in milliseconds since 1970.",
            javaType = "java.lang.Long")
    public static final String FILE_LAST_MODIFIED = Exchange.FILE_LAST_MODIFIED;

    @Metadata(
            description =
                    "The path of the file where `localWorkPath` is set: one `file:` endpoint that follows renames it instead of copying.",
            javaType = "java.lang.String")
    public static final String FILE_LOCAL_WORK_PATH = Exchange.FILE_LOCAL_WORK_PATH;

    @Metadata(description = "The content type that the service answered.", javaType = "java.lang.String")
    public static final String CONTENT_TYPE = Exchange.CONTENT_TYPE;

    private OssPresignedConstants() {}
}
