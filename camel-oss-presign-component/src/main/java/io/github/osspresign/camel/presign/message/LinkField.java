// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.camel.PresignConstants;
import org.jspecify.annotations.Nullable;

/** Values that a message or an entry of a list can set for its link, with the names of their options and headers. */
public enum LinkField {
    BUCKET_NAME("bucketName", PresignConstants.BUCKET_NAME),
    OBJECT_KEY("objectKey", PresignConstants.OBJECT_KEY),
    METHOD("method", PresignConstants.METHOD),
    EXPIRATION("expiration", PresignConstants.EXPIRATION),
    EXPIRATION_TIME("expirationTime", PresignConstants.EXPIRATION_TIME),
    VERSION_ID("versionId", PresignConstants.VERSION_ID),
    DOWNLOAD_FILE_NAME("downloadFileName", PresignConstants.DOWNLOAD_FILE_NAME),
    PROCESS("process", PresignConstants.PROCESS),
    TRAFFIC_LIMIT("trafficLimit", PresignConstants.TRAFFIC_LIMIT),
    RESPONSE_CONTENT_TYPE("responseContentType", PresignConstants.RESPONSE_CONTENT_TYPE),
    RESPONSE_CONTENT_DISPOSITION("responseContentDisposition", PresignConstants.RESPONSE_CONTENT_DISPOSITION),
    UPLOAD_SIZE("uploadSize", PresignConstants.UPLOAD_SIZE),
    CONTENT_MD5("contentMd5", PresignConstants.CONTENT_MD5);

    private static final LinkField[] FIELDS = values();

    private final String option;
    private final String header;

    LinkField(String option, String header) {
        this.option = option;
        this.header = header;
    }

    /** Returns the name of the endpoint option that sets the value for all links. */
    public String option() {
        return option;
    }

    /** Returns the name of the message header. */
    public String header() {
        return header;
    }

    /** Returns the field that this one excludes, and whose value from a less specific place it replaces; {@code null} if none. */
    public @Nullable LinkField alternative() {
        return switch (this) {
            case EXPIRATION -> EXPIRATION_TIME;
            case EXPIRATION_TIME -> EXPIRATION;
            case DOWNLOAD_FILE_NAME -> RESPONSE_CONTENT_DISPOSITION;
            case RESPONSE_CONTENT_DISPOSITION -> DOWNLOAD_FILE_NAME;
            default -> null;
        };
    }

    /** Returns the field that a header sets, ignoring case, or {@code null} if the header sets none. */
    static @Nullable LinkField ofHeader(String name) {
        for (LinkField field : FIELDS) {
            if (field.header.equalsIgnoreCase(name)) {
                return field;
            }
        }
        return null;
    }
}
