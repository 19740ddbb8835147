package io.github.osspresign.explain;

import static io.github.osspresign.explain.Severity.ERROR;
import static io.github.osspresign.explain.Severity.HINT;
import static io.github.osspresign.explain.Severity.WARNING;

/** Everything that can be found about a link; the names are stable. */
public enum FindingCode {
    NOT_A_URL(ERROR, "The text holds no http or https URL, or is too long to be one."),
    WRAPPED_IN_TEXT(ERROR, "Something of the text around the URL sticks to it: brackets, quotes, a full stop, words."),
    LINE_BREAK(ERROR, "A line break or tab is inside the URL."),
    HTML_ESCAPED(ERROR, "The parameters are joined by `&amp;`: the URL was copied out of HTML source."),
    USER_INFO(ERROR, "A user name stands before the host; sent as a header it is a second authentication."),
    FRAGMENT(WARNING, "Something follows a `#`, which no client sends."),

    PLUS_IN_PATH(ERROR, "A raw `+` is in the object key; it may be read as a blank."),
    PLUS_IN_QUERY(WARNING, "A raw `+` is in a parameter; it is read as a blank."),
    UNENCODED_BLANK(ERROR, "A blank is in the URL."),
    UNENCODED_CHARACTER(ERROR, "A character that must be percent-encoded is in the URL, visible or not."),
    MALFORMED_ENCODING(ERROR, "A `%` is not followed by two hexadecimal digits, or the bytes are not UTF-8."),
    DOUBLE_ENCODED(WARNING, "A `%25XX` suggests that the URL was encoded twice."),

    UNSIGNED(ERROR, "The URL carries no signature."),
    S3_SIGNATURE(ERROR, "An S3 signature (`X-Amz-*`) is used on a host that reads only OSS signatures."),
    S3_ENDPOINT(HINT, "An S3 signature on the S3-compatible endpoint; it is not examined further."),
    UNKNOWN_VERSION(ERROR, "`x-oss-signature-version` names a version that does not exist."),
    V1_RETIRING(HINT, "Signature version 1 is closed for new accounts and new buckets."),
    V2_LEGACY(WARNING, "Signature version 2 is a leftover that hardly anything supports."),

    MISSING_PARAMETER(ERROR, "A parameter that the signature version needs is missing or empty."),
    DUPLICATE_PARAMETER(ERROR, "A parameter is given twice."),
    CREDENTIAL_MALFORMED(ERROR, "`x-oss-credential` is not `id/date/region/product/aliyun_v4_request`."),
    REGION_MISSING(ERROR, "The region in `x-oss-credential` is empty."),
    REGION_WITH_OSS_PREFIX(ERROR, "The region in `x-oss-credential` begins with `oss-`."),
    REGION_DIFFERS(ERROR, "The region that is signed is not the one of the host, or not the bucket's."),
    SCOPE_DATE_DIFFERS(ERROR, "The day in `x-oss-credential` is not the day of `x-oss-date`."),
    DATE_MALFORMED(ERROR, "`x-oss-date` is not a UTC time such as `20261231T235959Z`."),
    EXPIRES_MALFORMED(ERROR, "`x-oss-expires` or `Expires` is not a plain number of seconds."),
    SIGNATURE_MALFORMED(ERROR, "The signature does not have the form of one; it may have been cut."),
    SIGNATURE_WITH_BLANK(ERROR, "The signature holds a blank: a `+` in it was not encoded."),
    TOKEN_MISSING(ERROR, "The access key is a temporary one, but its token is missing."),
    TOKEN_WITH_BLANK(ERROR, "The token holds a raw `+` or blank: it was not encoded."),
    TOKEN_UNDER_WRONG_NAME(ERROR, "The token is in the parameter that another signature version uses."),
    ADDITIONAL_HEADERS_MALFORMED(ERROR, "`x-oss-additional-headers` is not a sorted list of lower-case header names."),
    TRAFFIC_LIMIT_OUT_OF_RANGE(ERROR, "`x-oss-traffic-limit` is not a number of bit/s from 819200 to 838860800."),

    EXPIRED(ERROR, "The life of the link has ended."),
    BORN_EXPIRED(ERROR, "The life of the link ended before it began."),
    NOT_YET_VALID(ERROR, "The link was signed more than 15 minutes in the future."),
    LIFETIME_TOO_LONG(ERROR, "`x-oss-expires` is more than 604800 seconds (7 days)."),
    STS_LIFETIME_TOO_LONG(ERROR, "`x-oss-expires` is more than 43200 seconds (12 hours) with a temporary key."),

    PLAIN_HTTP(WARNING, "The link travels unencrypted."),
    INTERNAL_ENDPOINT(WARNING, "The host is reachable only from inside Alibaba Cloud, in the same region."),
    ACCELERATE_ENDPOINT(HINT, "The host works only for buckets that have transfer acceleration turned on."),
    HOST_NOT_CHECKED(
            HINT, "The host is none of the service's own; whether it is a domain of the bucket is not checked."),
    PATH_STYLE(ERROR, "The bucket stands in the path, which the service refuses."),
    BUCKET_MALFORMED(ERROR, "The host or path shows a bucket whose name is not possible."),
    BUCKET_DIFFERS(ERROR, "The URL points to another bucket than the expected one."),

    NO_KEY(HINT, "The URL names a bucket but no object."),
    LEADING_SLASH(ERROR, "The object key begins with a slash or backslash."),
    KEY_TOO_LONG(ERROR, "The object key has more than 1023 bytes."),
    DOT_SEGMENT(WARNING, "The object key has a `.` or `..` segment, which many clients remove."),
    APP_PACKAGE(WARNING, "Apps (`.apk`, `.ipa`) are not served under the service's own domains for newer buckets."),
    FORCED_DOWNLOAD(HINT, "Pages and pictures are saved, not shown, under the service's own domains."),

    HEADERS_TO_SEND(HINT, "The user of the link must send certain headers."),
    HOST_BOUND(HINT, "The link works only under the host that it was signed for."),
    HEAD_REQUEST(HINT, "HEAD needs a link of its own; a GET link refuses it."),
    UPLOAD_REQUEST(HINT, "A request with a body must send exactly the Content-Type that was signed, or none."),
    OTHER_METHOD_LIKELY(HINT, "The parameters are those of an upload, not of a download."),

    SIGNATURE_MISMATCH(ERROR, "With this secret the URL has another signature."),
    SIGNATURE_NOT_CHECKED(
            WARNING, "The signature was not checked: no secret is given, or it cannot be checked with it."),
    SIGNED_FOR_OTHER_METHOD(ERROR, "The signature is right for another HTTP method."),
    SIGNED_WITH_CONTENT_TYPE(ERROR, "The signature is right if a certain Content-Type is sent."),
    SIGNED_WITHOUT_HEADERS(ERROR, "The signature is right if the headers given are not sent."),
    SIGNED_FOR_OTHER_KEY(ERROR, "The signature is right for another spelling of the object key."),
    SIGNED_FOR_OTHER_HOST(ERROR, "The signature is right for another host, to which it is bound."),
    SIGNED_WITHOUT_BUCKET(ERROR, "The signature is right for a path without the bucket, which is always signed.");

    private final Severity severity;
    private final String meaning;

    FindingCode(Severity severity, String meaning) {
        this.severity = severity;
        this.meaning = meaning;
    }

    /** How much it matters, for every link the same. */
    public Severity severity() {
        return severity;
    }

    /** What it means, as one sentence in Markdown. */
    public String meaning() {
        return meaning;
    }
}
