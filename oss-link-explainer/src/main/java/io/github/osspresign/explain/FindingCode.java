// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static io.github.osspresign.explain.Severity.ERROR;
import static io.github.osspresign.explain.Severity.HINT;
import static io.github.osspresign.explain.Severity.WARNING;

/** Everything that the explainer can find. Names and severities are stable. */
public enum FindingCode {
    NOT_A_URL(ERROR, "The text contains no http or https URL, or is too long for one."),
    WRAPPED_IN_TEXT(ERROR, "Text is attached to the URL: brackets, quotes, a full stop, words."),
    LINE_BREAK(ERROR, "The URL contains a line break or tab."),
    HTML_ESCAPED(ERROR, "The parameters are separated by `&amp;`: the URL was copied from HTML source."),
    REWRITTEN(WARNING, "The URL leads to a mail scanner, such as Safe Links or URL Defense, and contains the link."),
    USER_INFO(ERROR, "The URL has a user name before the host, which clients send as a second authentication."),
    FRAGMENT(WARNING, "The URL has a `#`. Clients do not send what follows it."),

    PLUS_IN_PATH(ERROR, "The object key contains an unencoded `+`, which some programs decode as a space."),
    PLUS_IN_QUERY(WARNING, "A parameter contains an unencoded `+`, which is decoded as a space."),
    UNENCODED_BLANK(ERROR, "The URL contains a space."),
    UNENCODED_CHARACTER(ERROR, "The URL contains a character that must be percent-encoded. It can be invisible."),
    QUESTION_MARK_IN_KEY(ERROR, "The object key contains an unencoded `?`, which ends the path."),
    MALFORMED_ENCODING(ERROR, "A `%` is not followed by two hexadecimal digits, or the bytes are not UTF-8."),
    DOUBLE_ENCODED(WARNING, "A `%25XX` suggests that the URL was encoded twice."),

    UNSIGNED(ERROR, "The URL has no signature."),
    S3_SIGNATURE(HINT, "The URL has a signature of Amazon S3, version 2 or 4, which OSS accepts."),
    UNKNOWN_VERSION(ERROR, "`x-oss-signature-version` names an unknown version."),
    V1_RETIRING(HINT, "Signature version 1 is closed for new accounts and new buckets."),
    V2_LEGACY(WARNING, "Signature version 2 is obsolete. Few clients and servers support it."),

    MISSING_PARAMETER(ERROR, "A parameter that the signature version requires is missing or empty."),
    DUPLICATE_PARAMETER(ERROR, "A parameter occurs more than once."),
    CREDENTIAL_MALFORMED(ERROR, "`x-oss-credential` is not `id/date/region/product/aliyun_v4_request`."),
    REGION_MISSING(ERROR, "`x-oss-credential` contains no region."),
    REGION_UNKNOWN(ERROR, "The signed region is no region id, such as `accelerate` or `cn-beijing-internal`."),
    REGION_WITH_OSS_PREFIX(ERROR, "The region in `x-oss-credential` starts with `oss-`."),
    REGION_DIFFERS(ERROR, "The signed region differs from the region of the host or of the bucket."),
    SCOPE_DATE_DIFFERS(ERROR, "The day in `x-oss-credential` differs from the day in `x-oss-date`."),
    DATE_MALFORMED(ERROR, "`x-oss-date` is not a UTC time such as `20261231T235959Z`."),
    EXPIRES_MALFORMED(
            ERROR,
            "`x-oss-expires` or `Expires` is not a plain number of seconds, or the time stamp of a CDN is no time."),
    EXPIRES_IN_MILLISECONDS(WARNING, "`Expires` is in milliseconds, so the link ends in thousands of years."),
    SIGNATURE_MALFORMED(ERROR, "The signature has a wrong length or wrong characters. The URL may have been cut."),
    SIGNATURE_WITH_BLANK(ERROR, "The signature contains a space: its `+` was not encoded."),
    TOKEN_MISSING(ERROR, "The access key is temporary, but its security token is missing."),
    TOKEN_WITH_BLANK(ERROR, "The security token contains an unencoded `+` or a space."),
    TOKEN_UNDER_WRONG_NAME(ERROR, "The security token is in the parameter of another signature version."),
    TOKEN_LIMITS_LIFETIME(HINT, "The link has a security token and ends with it, possibly before its own expiry."),
    ADDITIONAL_HEADERS_MALFORMED(ERROR, "`x-oss-additional-headers` is not a sorted list of lower-case header names."),
    TRAFFIC_LIMIT_OUT_OF_RANGE(ERROR, "`x-oss-traffic-limit` is not a number of bit/s from 819200 to 838860800."),

    EXPIRED(ERROR, "The link has expired."),
    BORN_EXPIRED(ERROR, "The link expired before it became valid."),
    NOT_YET_VALID(ERROR, "The link was signed with a time more than 15 minutes in the future."),
    LIFETIME_TOO_LONG(ERROR, "`x-oss-expires` is more than 604800 seconds (7 days)."),
    STS_LIFETIME_TOO_LONG(ERROR, "`x-oss-expires` is more than 43200 seconds (12 hours) with a temporary access key."),

    PLAIN_HTTP(WARNING, "The scheme is http, so the link is sent unencrypted."),
    INTERNAL_ENDPOINT(WARNING, "The host is reachable only from inside Alibaba Cloud, in the same region."),
    ACCELERATE_ENDPOINT(HINT, "The host works only for buckets that have transfer acceleration turned on."),
    DEFAULT_DOMAIN_CLOSED(HINT, "New accounts in mainland China need a custom domain instead of the host of OSS."),
    DUAL_STACK_UNKNOWN(WARNING, "The host is the dual-stack endpoint of a region that is not known to have one."),
    HOST_NOT_CHECKED(
            HINT, "The host is not a domain of OSS. Whether it is a custom domain of the bucket is not checked."),
    PATH_STYLE(ERROR, "The bucket is in the path, which OSS refuses."),
    BUCKET_MALFORMED(ERROR, "The bucket in the host or path has an invalid name."),
    BUCKET_DIFFERS(ERROR, "The URL addresses another bucket than the given one."),

    NO_KEY(HINT, "The URL contains a bucket but no object key."),
    LEADING_SLASH(ERROR, "The object key starts with a slash or backslash."),
    KEY_TOO_LONG(ERROR, "The object key is longer than 1023 bytes."),
    DOT_SEGMENT(WARNING, "The object key has a `.` or `..` segment, which many clients remove."),
    APP_PACKAGE(WARNING, "The domains of OSS do not serve apps (`.apk`, `.ipa`) from newer buckets."),
    FORCED_DOWNLOAD(HINT, "On the domains of OSS, browsers save pages and images instead of showing them."),

    HEADERS_TO_SEND(HINT, "The request must send certain headers."),
    HOST_BOUND(HINT, "The link works only with the signed host."),
    HEAD_REQUEST(HINT, "A HEAD request needs a link that was signed for HEAD."),
    UPLOAD_REQUEST(HINT, "An upload must send exactly the signed Content-Type, or none if none was signed."),
    CONTENT_TYPE_SENT(WARNING, "The given Content-Type works only if the link was signed with it."),
    AUTHORIZATION_HEADER(
            ERROR, "The request has an `Authorization` header beside a signed URL, or one of another service."),
    MASKED(HINT, "A part of the link was replaced by a mask, so it is not checked."),
    OTHER_METHOD_LIKELY(HINT, "The parameters belong to an upload, not to a download."),

    SIGNATURE_MISMATCH(ERROR, "The signature does not match the secret."),
    SIGNATURE_NOT_CHECKED(WARNING, "The signature was not checked: no secret was given, or the check is not possible."),
    SIGNED_FOR_OTHER_METHOD(ERROR, "The signature is correct for another HTTP method."),
    SIGNED_WITH_CONTENT_TYPE(ERROR, "The signature is correct if a certain Content-Type is sent."),
    SIGNED_WITHOUT_HEADERS(ERROR, "The signature is correct if the given headers are not sent."),
    SIGNED_WITHOUT_PARAMETER(ERROR, "The signature is correct without a parameter, which was added after signing."),
    SIGNED_FOR_OTHER_BUCKET(ERROR, "The signature is correct for the given bucket, which is not the one in the URL."),
    HOST_NOT_LISTED(ERROR, "The signature is correct with the host, which `x-oss-additional-headers` does not list."),
    SUB_RESOURCES_UNSORTED(ERROR, "The signature is correct for parameters that are not sorted."),
    SECRET_WITH_BLANK(ERROR, "The signature is correct for the secret with a blank or line break at its end."),
    SIGNED_FOR_OTHER_KEY(ERROR, "The signature is correct for another spelling of the object key."),
    SIGNED_FOR_OTHER_HOST(ERROR, "The signature is correct for another host, and the host is signed."),
    SIGNED_WITHOUT_BUCKET(
            ERROR, "The signature is correct for a path without the bucket. The bucket is always signed."),
    CDN_HASHED_OTHER_PATH(ERROR, "The hash of a CDN is correct for another spelling of the path."),
    CDN_VALIDITY(HINT, "A link of a CDN ends when the validity of its domain has passed after its time stamp."),

    CONTENT_TYPE_LIKELY(ERROR, "The service refused the signature, most probably because of an unsigned Content-Type."),
    RESPONSE_DIFFERS(ERROR, "The service signed another text than the link has. The first different line is shown."),
    REQUEST_AS_SIGNED(ERROR, "The service signed what the link shows, so the secret or the signer is wrong."),
    RESPONSE_OF_OTHER_LINK(WARNING, "The response belongs to another link."),
    CAUSE_NOT_SHOWN(ERROR, "The service refused the signature. What was given does not show the cause."),
    RESPONSE_NOT_KNOWN(WARNING, "The response of the service has no known cause."),
    METADATA_NOT_ASCII(ERROR, "A header `x-oss-meta-*` contains characters outside ASCII."),
    BUCKET_REPEATED(ERROR, "The bucket is in the host and again at the beginning of the path."),
    KEY_REFUSED(ERROR, "The access key id does not exist, is disabled or has expired."),
    KEY_ID_MALFORMED(ERROR, "The access key id contains a blank or other characters that no id has."),
    TOKEN_EXPIRED(ERROR, "The security token has expired."),
    TOKEN_REFUSED(ERROR, "The security token is not valid, or belongs to another access key."),
    SOURCE_ADDRESS_REFUSED(ERROR, "The link is bound to another address or VPC."),
    LISTED_HEADER_MISSING(ERROR, "The request lacks a header that the link lists."),
    CLOCK_SKEWED(ERROR, "The clock of the client is wrong by more than 15 minutes."),
    DATE_HEADER_MISSING(ERROR, "A request that is signed in its headers has no valid Date."),
    OVERRIDE_UNSIGNED(ERROR, "The URL has `response-*` parameters, but no signature."),
    PRIVATE_BUCKET(ERROR, "The bucket is private: no signature, or no permission."),
    PERMISSION_MISSING(ERROR, "A policy denies the request."),
    REFERER_REFUSED(ERROR, "The referrer list of the bucket does not have the page."),
    STYLE_ONLY(ERROR, "The bucket serves named image styles only."),
    ENDPOINT_DIFFERS(ERROR, "The bucket is in another region than the host."),
    BUCKET_NOT_IN_HOST(ERROR, "The host has no bucket."),
    DOMAIN_REFUSED(ERROR, "The bucket cannot be used through this domain of OSS."),
    OBJECT_MISSING(ERROR, "The object, version, upload or bucket does not exist."),
    OBJECT_STATE(ERROR, "The object is archived or deleted."),
    S3_CHUNKED(ERROR, "An S3 client sent an `aws-chunked` body, which OSS refuses."),
    PART_REFUSED(ERROR, "An upload was completed with a part that is not stored, or with a wrong entity tag."),
    CALLBACK_FAILED(ERROR, "The callback of an upload failed. The object may be stored."),
    FORM_POLICY_MALFORMED(ERROR, "The policy of a form is empty or malformed."),
    FORM_FIELD_DIFFERS(ERROR, "A field of a form is missing, or differs from a condition of its policy."),
    FORM_REFUSED(ERROR, "The policy of a form is malformed or expired, or a field differs from it."),
    PROCESS_REFUSED(ERROR, "A parameter of `x-oss-process` is wrong."),
    REQUEST_REFUSED(ERROR, "The service refused the request for another reason, which the sentence tells."),
    CORS_BLOCKED(ERROR, "The browser blocked the response: the CORS rules of the bucket do not allow the page.");

    private final Severity severity;
    private final String meaning;

    FindingCode(Severity severity, String meaning) {
        this.severity = severity;
        this.meaning = meaning;
    }

    /** Returns the severity, which is the same for every link. */
    public Severity severity() {
        return severity;
    }

    /** Returns the meaning, in Markdown. */
    public String meaning() {
        return meaning;
    }
}
