package io.github.osspresign.camel.presign;

import java.util.Map;
import java.util.TreeMap;
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

    private static final String PREFIX = "CamelPresign";
    private static final Map<String, LinkField> BY_HEADER = byHeader();

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
        return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) ? BY_HEADER.get(name) : null;
    }

    private static Map<String, LinkField> byHeader() {
        Map<String, LinkField> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (LinkField field : values()) {
            fields.put(field.header, field);
        }
        return fields;
    }
}
