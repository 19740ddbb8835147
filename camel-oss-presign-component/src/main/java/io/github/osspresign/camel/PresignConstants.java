// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** Headers of the {@code presign:} component. Their names are public API. */
public final class PresignConstants {

    /** Pattern of all headers whose names only this component and links use. */
    public static final String ALL_HEADERS = "CamelPresign*";

    @Metadata(
            label = "producer",
            description =
                    "Input: bucket to use instead of the bucket in the endpoint URI. The component option `allowedBuckets` must allow it.",
            javaType = "java.lang.String")
    public static final String BUCKET_NAME = "CamelPresignBucketName";

    @Metadata(
            label = "producer",
            description =
                    "Input: object key. Takes precedence over the option `objectKey` and the header `CamelFileName`.",
            javaType = "java.lang.String")
    public static final String OBJECT_KEY = "CamelPresignObjectKey";

    @Metadata(
            label = "producer",
            description = "Input: HTTP method to sign. The method of the finished link is in `CamelPresignLinkMethod`.",
            javaType = "java.lang.String")
    public static final String METHOD = "CamelPresignMethod";

    @Metadata(
            label = "producer",
            description =
                    "Input: requested lifetime of the link, as a duration with a unit such as `15m`, `1h` or `PT1H`, or as a `java.time.Duration`.",
            javaType = "java.lang.String")
    public static final String EXPIRATION = "CamelPresignExpiration";

    @Metadata(
            label = "producer",
            description =
                    "Input: time when the link ends, instead of a lifetime: a time with a zone offset such as `2026-12-31T15:59:59Z`, seconds since 1970, or a `java.time.Instant`.",
            javaType = "java.lang.String")
    public static final String EXPIRATION_TIME = "CamelPresignExpirationTime";

    @Metadata(label = "producer", description = "Input: version id of the object.", javaType = "java.lang.String")
    public static final String VERSION_ID = "CamelPresignVersionId";

    @Metadata(
            label = "producer",
            description = "Input: file name under which a browser saves the download.",
            javaType = "java.lang.String")
    public static final String DOWNLOAD_FILE_NAME = "CamelPresignDownloadFileName";

    @Metadata(
            label = "producer",
            description = "Input: processing that the service applies to the object.",
            javaType = "java.lang.String")
    public static final String PROCESS = "CamelPresignProcess";

    @Metadata(
            label = "producer",
            description =
                    "Input: maximum transfer rate of the link: 819200 to 838860800 bit/s, or bytes per second such as `800KB/s`.",
            javaType = "java.lang.String")
    public static final String TRAFFIC_LIMIT = "CamelPresignTrafficLimit";

    @Metadata(
            label = "producer",
            description = "Input: value of the `Content-Type` header in the download response.",
            javaType = "java.lang.String")
    public static final String RESPONSE_CONTENT_TYPE = "CamelPresignResponseContentType";

    @Metadata(
            label = "producer",
            description = "Input: value of the `Content-Disposition` header in the download response.",
            javaType = "java.lang.String")
    public static final String RESPONSE_CONTENT_DISPOSITION = "CamelPresignResponseContentDisposition";

    @Metadata(
            label = "producer",
            description = "Signed URL. It is a secret: anyone who has it can use it.",
            javaType = "java.lang.String")
    public static final String URL = "CamelPresignUrl";

    @Metadata(
            label = "producer",
            description = "Signed URL with its secrets masked. It is safe to log.",
            javaType = "java.lang.String")
    public static final String URL_MASKED = "CamelPresignUrlMasked";

    @Metadata(label = "producer", description = "HTTP method that the link allows.", javaType = "java.lang.String")
    public static final String LINK_METHOD = "CamelPresignLinkMethod";

    @Metadata(
            label = "producer",
            description =
                    "Time when the link really expires: the earliest of the requested expiration, the expiry of the credentials and the limit of the protocol.",
            javaType = "java.time.Instant")
    public static final String EXPIRES_AT = "CamelPresignExpiresAt";

    @Metadata(
            label = "producer",
            description = "What determines the expiry of the link.",
            javaType = "java.lang.String",
            enums = "requested,credentials,protocol")
    public static final String LIFETIME_LIMIT = "CamelPresignLifetimeLimit";

    @Metadata(
            label = "producer",
            description = "Headers that the user of the link must send with exactly these values.",
            javaType = "java.util.Map")
    public static final String REQUIRED_HEADERS = "CamelPresignRequiredHeaders";

    @Metadata(
            label = "producer",
            description = "Whether the link works when a user clicks it in a browser.",
            javaType = "java.lang.Boolean")
    public static final String BROWSER_USABLE = "CamelPresignBrowserUsable";

    @Metadata(
            label = "producer",
            description =
                    "Link with its metadata as a single value. In a header its text is masked. As a message body it converts to its JSON form, which is a secret.",
            javaType = "io.github.osspresign.link.PresignedLink")
    public static final String LINK = "CamelPresignLink";

    @Metadata(
            label = "producer",
            description =
                    "For `operation=multipart`: plan of the upload as a single value. In a header its text is masked. As a message body it converts to its JSON form, which is a secret.",
            javaType = "io.github.osspresign.link.PresignedUpload")
    public static final String UPLOAD = "CamelPresignUpload";

    @Metadata(
            label = "producer",
            description = "Input: size of the object to upload, in bytes or with a unit, as the option `uploadSize`.",
            javaType = "java.lang.String")
    public static final String UPLOAD_SIZE = "CamelPresignUploadSize";

    @Metadata(
            label = "producer",
            description = "Input: MD5 of the object to upload, or of its parts, in Base64, as the option `contentMd5`.",
            javaType = "java.lang.String")
    public static final String CONTENT_MD5 = "CamelPresignContentMd5";

    @Metadata(
            label = "producer",
            description = "Input for `operation=multipart`: id of an open upload, to get more links for it.",
            javaType = "java.lang.String")
    public static final String UPLOAD_ID = "CamelPresignUploadId";

    @Metadata(
            label = "producer",
            description =
                    "Input for `operation=multipart`: numbers of the parts to sign, such as `3,7-9`. All parts by default.",
            javaType = "java.lang.String")
    public static final String UPLOAD_PARTS = "CamelPresignUploadParts";

    @Metadata(
            label = "producer",
            description = "Input for `operation=signPrefix`: nonempty key prefix of the objects to list.",
            javaType = "java.lang.String")
    public static final String PREFIX = "CamelPresignPrefix";

    @Metadata(label = "consumer", description = "Bucket of the object.", javaType = "java.lang.String")
    public static final String SOURCE_BUCKET_NAME = "CamelPresignSourceBucketName";

    @Metadata(label = "consumer", description = "Key of the object.", javaType = "java.lang.String")
    public static final String SOURCE_OBJECT_KEY = "CamelPresignSourceObjectKey";

    @Metadata(label = "consumer", description = "Size of the object in bytes.", javaType = "java.lang.Long")
    public static final String OBJECT_SIZE = "CamelPresignObjectSize";

    @Metadata(
            label = "consumer",
            description = "Entity tag of the object, without quotes.",
            javaType = "java.lang.String")
    public static final String ETAG = "CamelPresignETag";

    @Metadata(
            label = "consumer",
            description = "Time when the object was last modified.",
            javaType = "java.time.Instant")
    public static final String LAST_MODIFIED = "CamelPresignLastModified";

    @Metadata(
            label = "consumer",
            description = "Time when the object was last modified, in milliseconds since 1970.",
            javaType = "java.lang.Long")
    public static final String MESSAGE_TIMESTAMP = Exchange.MESSAGE_TIMESTAMP;

    @Metadata(
            label = "consumer",
            description = "Storage class of the object, such as `Standard` or `IA`.",
            javaType = "java.lang.String")
    public static final String STORAGE_CLASS = "CamelPresignStorageClass";

    @Metadata(
            label = "producer",
            description =
                    "For `operation=postPolicy`: form fields in the order in which to send them. The field `file` comes last. Send the form to `CamelPresignUrl`.",
            javaType = "java.util.Map")
    public static final String FORM_FIELDS = "CamelPresignFormFields";

    @Metadata(
            label = "producer",
            description =
                    "For `operation=postPolicy`: form as HTML. It is a secret: anyone who has it can upload what it allows.",
            javaType = "java.lang.String")
    public static final String FORM = "CamelPresignForm";

    @Metadata(
            label = "producer",
            description =
                    "Input: object key, if neither the header `CamelPresignObjectKey` nor the option `objectKey` is set.",
            javaType = "java.lang.String")
    public static final String FILE_NAME = Exchange.FILE_NAME;

    private PresignConstants() {}
}
