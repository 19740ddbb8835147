package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.PresignConstants;
import org.jspecify.annotations.Nullable;

/** What a message or an entry of a list may say about its link, and under which names. */
enum LinkField {
    BUCKET_NAME("bucketName", PresignConstants.BUCKET_NAME),
    OBJECT_KEY("objectKey", PresignConstants.OBJECT_KEY),
    METHOD("method", PresignConstants.METHOD),
    EXPIRATION("expiration", PresignConstants.EXPIRATION),
    VERSION_ID("versionId", PresignConstants.VERSION_ID),
    DOWNLOAD_FILE_NAME("downloadFileName", PresignConstants.DOWNLOAD_FILE_NAME),
    PROCESS("process", PresignConstants.PROCESS),
    TRAFFIC_LIMIT("trafficLimit", PresignConstants.TRAFFIC_LIMIT),
    RESPONSE_CONTENT_TYPE("responseContentType", PresignConstants.RESPONSE_CONTENT_TYPE),
    RESPONSE_CONTENT_DISPOSITION("responseContentDisposition", PresignConstants.RESPONSE_CONTENT_DISPOSITION);

    private static final LinkField[] FIELDS = values();

    private final String option;
    private final String header;

    LinkField(String option, String header) {
        this.option = option;
        this.header = header;
    }

    /** The name of the option that says the same for all links of an endpoint. */
    String option() {
        return option;
    }

    /** The header of a message. */
    String header() {
        return header;
    }

    /** The field that a header is for, whatever its case; null if it is for none. */
    static @Nullable LinkField ofHeader(String name) {
        for (LinkField field : FIELDS) {
            if (field.header.equalsIgnoreCase(name)) {
                return field;
            }
        }
        return null;
    }
}
