// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** Headers of the {@code osspresigned:} component. Their names are public API. */
public final class OssPresignedConstants {

    /** Pattern of all headers whose names only this component uses. */
    public static final String ALL_HEADERS = "CamelOssPresigned*";

    @Metadata(
            description =
                    "Input: link to use, as a `PresignedLink`, its JSON form or a URL. An upload removes this header. A consumer sets it to the link that it has downloaded; later `osspresigned:` steps ignore this value. In a header the text of a `PresignedLink` is masked. As a message body it converts to its JSON form, which is a secret.",
            javaType = "io.github.osspresign.link.PresignedLink")
    public static final String LINK = PresignConstants.LINK;

    @Metadata(
            description =
                    "Input for `operation=upload`: plan of an upload in parts, as a `PresignedUpload` or its JSON form. It takes precedence over a link. An upload removes this header. In a header the text of a `PresignedUpload` is masked.",
            javaType = "io.github.osspresign.link.PresignedUpload")
    public static final String UPLOAD = PresignConstants.UPLOAD;

    @Metadata(
            description = "Input: signed URL to use if `CamelPresignLink` is not set. An upload removes this header.",
            javaType = "java.lang.String")
    public static final String URL = PresignConstants.URL;

    @Metadata(
            description = "URL of the link with its secrets masked. It is safe to log. Set by producers and consumers.",
            javaType = "java.lang.String")
    public static final String URL_MASKED = PresignConstants.URL_MASKED;

    @Metadata(description = "For `operation=callback`: bucket of the uploaded object.", javaType = "java.lang.String")
    public static final String SOURCE_BUCKET_NAME = PresignConstants.SOURCE_BUCKET_NAME;

    @Metadata(description = "For `operation=callback`: key of the uploaded object.", javaType = "java.lang.String")
    public static final String SOURCE_OBJECT_KEY = PresignConstants.SOURCE_OBJECT_KEY;

    @Metadata(
            description =
                    "For `operation=callback`: fields of the body of the callback, such as `mimeType` and `x:NAME`.",
            javaType = "java.util.Map")
    public static final String CALLBACK = "CamelOssPresignedCallback";

    @Metadata(description = "Entity tag of the object.", javaType = "java.lang.String")
    public static final String ETAG = "CamelOssPresignedETag";

    @Metadata(
            description = "CRC-64 of the object as an unsigned decimal number, as the service writes it.",
            javaType = "java.lang.String")
    public static final String CRC64 = "CamelOssPresignedCrc64";

    @Metadata(description = "Version id of the object.", javaType = "java.lang.String")
    public static final String VERSION_ID = "CamelOssPresignedVersionId";

    @Metadata(description = "Request id of the service.", javaType = "java.lang.String")
    public static final String REQUEST_ID = "CamelOssPresignedRequestId";

    @Metadata(
            description =
                    "User metadata of the object. Names are in lower case and without the prefix `x-oss-meta-`. Names that begin with `camel` are left out.",
            javaType = "java.util.Map")
    public static final String METADATA = "CamelOssPresignedMetadata";

    @Metadata(
            description = "How the transferred bytes were verified.",
            javaType = "java.lang.String",
            enums = "crc64,md5,length,none")
    public static final String VERIFIED = "CamelOssPresignedVerified";

    @Metadata(description = "Number of attempts; 1 if the first one succeeded.", javaType = "java.lang.Integer")
    public static final String ATTEMPTS = "CamelOssPresignedAttempts";

    @Metadata(
            description =
                    "Number of bytes that were already there from earlier transfers: on disk, or at the service for an upload in parts.",
            javaType = "java.lang.Long")
    public static final String RESUMED_BYTES = "CamelOssPresignedResumedBytes";

    @Metadata(description = "Duration of the transfer.", javaType = "java.time.Duration")
    public static final String DURATION = "CamelOssPresignedDuration";

    @Metadata(description = "Path of the file relative to the directory.", javaType = "java.lang.String")
    public static final String FILE_NAME = Exchange.FILE_NAME;

    @Metadata(description = "Name of the file without its path.", javaType = "java.lang.String")
    public static final String FILE_NAME_ONLY = Exchange.FILE_NAME_ONLY;

    @Metadata(description = "Path of the file.", javaType = "java.lang.String")
    public static final String FILE_PATH = Exchange.FILE_PATH;

    @Metadata(description = "Length of the file in bytes.", javaType = "java.lang.Long")
    public static final String FILE_LENGTH = Exchange.FILE_LENGTH;

    @Metadata(
            description = "Time when the object was last modified, in milliseconds since 1970.",
            javaType = "java.lang.Long")
    public static final String FILE_LAST_MODIFIED = Exchange.FILE_LAST_MODIFIED;

    @Metadata(
            description = "Content type of the object, from the response of the service.",
            javaType = "java.lang.String")
    public static final String CONTENT_TYPE = Exchange.CONTENT_TYPE;

    private OssPresignedConstants() {}
}
