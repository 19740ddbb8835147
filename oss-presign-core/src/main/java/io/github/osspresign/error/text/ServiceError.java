// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error.text;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Errors of the service by code, message and EC, with their causes (OSS API, "Error codes", and recorded exchanges). The
 * only table of them: exceptions, the explainer and the page on troubleshooting read it. The order is that of the page.
 */
public enum ServiceError {
    EXPIRED(
            "AccessDenied",
            "0002-00000069 0002-00000236 0002-00000418",
            "Request has expired",
            "the link has expired (69: V1, 236: V4, 418: S3)",
            "a fresh link",
            "alist-5547"),
    SIGNED_IN_FUTURE(
            "AccessDenied",
            "0002-00000235",
            "not within validity",
            "the clock of the signer is more than 15 minutes fast",
            "the signer's clock",
            "help-0002-00000235"),
    LIFETIME_OUT_OF_RANGE(
            "InvalidArgument",
            "0002-00000232",
            "must be less than a week",
            "the lifetime of the link is not 1 to 604,800 seconds",
            "up to 7 days, 12 hours with temporary credentials",
            "blinko-303"),
    SOURCE_ADDRESS(
            "SignatureDoesNotMatch",
            "0002-00000602 0002-00000603",
            "",
            "the address or VPC of the client is not the one in the link (`x-oss-ac-source-ip`, `x-oss-ac-vpc-id`)",
            "a link for that network",
            "help-0002-00000602"),
    SIGNATURE_MISMATCH(
            "SignatureDoesNotMatch",
            "0002-00000040 0002-00000101 0002-00000201 0002-00000307 0002-00000429 0002-00000430 0002-00000705",
            "request signature we calculated",
            "the request differs from the signed one, or the secret is wrong (40: V1, 101: V2, 201: V4, 307 to 430: S3,"
                    + " 705: form)",
            "the [list below](#signature-mismatch)",
            "jishuzhan-1983397089284521985"),
    TOKEN_LOST(
            "InvalidAccessKeyId",
            "0002-00000003",
            "Security Token may be lost",
            "the access key is temporary, but its security token is missing",
            "the token in the link or form",
            "lucky1213-aliyun-oss-19"),
    KEY_DISABLED(
            "InvalidAccessKeyId",
            "",
            "Access Key Id you provided is disabled",
            "the access key id is disabled",
            "another key, or enable this one",
            "1panel-12223"),
    KEY_MALFORMED(
            "",
            "0002-00000064 0002-00000073 0002-00000206",
            "",
            "the access key id contains a blank or control character",
            "copy the id without what is around it",
            "help-0002-00000206"),
    KEY_ENDED(
            "InvalidAccessKeyId",
            "0002-00000002",
            "",
            "the temporary access key has expired",
            "fresh credentials",
            "documentation"),
    KEY_UNKNOWN(
            "InvalidAccessKeyId",
            "0002-00000902",
            "Access Key Id you provided does not exist",
            "the access key id does not exist, or is temporary and its token is missing or has ended",
            "the key; the token in the link",
            "aliyun-oss-android-sdk-86"),
    TOKEN_EXPIRED(
            "SecurityTokenExpired",
            "0002-00000007",
            "security token you provided has expired",
            "the temporary credentials have expired, and their links with them",
            "fresh credentials and links: [expiry](links.md#expiry), `minValidity`",
            "moviepilot-6295"),
    TOKEN_UNKNOWN(
            "InvalidSecurityToken",
            "",
            "security token you provided is invalid",
            "the security token is not valid; it may have been cut or decoded in transit",
            "copy the whole link",
            "documentation"),
    TOKEN_OF_OTHER_KEY(
            "AccessKeyIdAndSecurityTokenNotMatch",
            "",
            "",
            "the security token does not belong to the access key id",
            "take both from one response",
            "documentation"),
    TOKEN_IN_HEADER(
            "",
            "0002-00000005",
            "",
            "the security token of a V1 link is only in a header",
            "put the token into the link",
            "documentation"),
    PARAMETER_MISSING(
            "AccessDenied",
            "0002-00000067 0002-00000068 0002-00000071 0002-00000072 0002-00000074 0002-00000075 0002-00000113"
                    + " 0002-00000114 0002-00000215 0002-00000216 0002-00000219 0002-00000220 0002-00000301",
            "Query-string authentication requires",
            "a parameter of the signature is missing or empty",
            "copy the whole link",
            "help-0002-00000074"),
    PARAMETER_MALFORMED(
            "",
            "0002-00000070 0002-00000423",
            "Invalid date (should be seconds since epoch)",
            "the expiry or the signature has a wrong form",
            "copy the whole link; sign again",
            "help-0002-00000070"),
    REGION_OF_SIGNATURE(
            "",
            "0002-00000226 0002-00000715",
            "Invalid signing region",
            "the signed region is not that of the bucket, or begins with `oss-`, or ends with `-internal`",
            "`region=cn-hangzhou`",
            "alibabacloud-oss-go-sdk-v2-85"),
    SCOPE(
            "",
            "0002-00000223 0002-00000227",
            "Invalid signing product",
            "the date or product in `x-oss-credential` is wrong",
            "sign again",
            "alibabacloud-oss-python-sdk-v2-74"),
    LISTED_HEADER_MISSING(
            "",
            "0002-00000112",
            "At least one of AdditionalHeaders is not in request headers",
            "the request lacks a header that the link lists in `x-oss-additional-headers`",
            "send the header with the signed value",
            "alist-web-v2-19"),
    AUTHORIZATION_HEADER(
            "",
            "0002-00000039 0002-00000063",
            "Authorization header is invalid",
            "the request has an `Authorization` header that is not one of OSS, or one beside the link",
            "remove the header that a client or proxy adds",
            "code-27298530986"),
    CLOCK(
            "RequestTimeTooSkewed",
            "0002-00000501 0002-00000504",
            "difference between the request time and the current time",
            "the local clock and the clock of the service differ by more than 15 minutes; for requests that are signed"
                    + " in their headers, such as a listing",
            "the clock",
            "help-0002-00000504"),
    DATE_MISSING(
            "AccessDenied",
            "0002-00000503",
            "requires a valid Date",
            "the request is signed in its headers and has no valid Date",
            "the client or proxy that drops the header",
            "siyuan-plugin-picgo-681"),
    OVERRIDE_ANONYMOUS(
            "",
            "",
            "Can not override response header for an anonymous user",
            "the URL has parameters such as `response-content-disposition`, but no signature",
            "sign the URL with these parameters",
            "activestorage-aliyun-37"),
    ANONYMOUS(
            "AccessDenied",
            "0003-00001201",
            "Anonymous ",
            "the request has no signature",
            "the signed link, whole",
            "code-rust-oss-error-1"),
    PRIVATE(
            "AccessDenied",
            "0003-00000001",
            "because of bucket acl",
            "the bucket is private: the request has no signature, or the signer lacks the permission",
            "the whole link; a [policy](permissions.md) that allows `oss:GetObject`",
            "code-oss-troubleshooting-1"),
    PERMISSION(
            "",
            "0003-00000905",
            "authorizer's policy",
            "a policy of the user, of the role or of its session denies the request",
            "the [policies](permissions.md)",
            "help-0003-00000905"),
    BUCKET_POLICY(
            "AccessDenied",
            "0003-00000201",
            "denied by bucket policy",
            "a bucket policy denies the request",
            "the policy",
            "documentation"),
    REQUESTER_PAYS(
            "AccessDenied",
            "0003-00000703",
            "requester pay bucket",
            "the requester has to pay",
            "`query.x-oss-request-payer=requester`, signed with the requester's key",
            "documentation"),
    REFERER(
            "AccessDenied",
            "0003-00000503",
            "bucket referer policy",
            "the page with the link is not in the referrer list of the bucket",
            "the list",
            "alist-5882"),
    STYLE_ONLY(
            "AccessDenied",
            "",
            "can be only accessed using style",
            "the bucket protects its original images and serves named styles only",
            "`style/NAME` in `x-oss-process`, or the protection of the bucket",
            "ali-oss-672"),
    USER_DISABLED("UserDisable", "0003-00000801", "", "the account is disabled", "the account", "documentation"),
    OTHER_ENDPOINT(
            "AccessDenied",
            "",
            "must be addressed using the specified endpoint",
            "the bucket is in another region than the host",
            "the endpoint that the response names",
            "oss-upload-2"),
    BUCKET_NOT_IN_HOST(
            "",
            "",
            "forbidden to list buckets",
            "the host has no bucket, so the request asks for the list of buckets",
            "`https://BUCKET.oss-REGION.aliyuncs.com/KEY`",
            "openobserve-1215"),
    PATH_STYLE(
            "SecondLevelDomainForbidden",
            "0003-00001401",
            "virtual hosted style",
            "the bucket is in the path, or, if it is in the host, the default domain is closed for requests to objects",
            "`addressStyle=virtualHosted`; [a custom domain](links.md#custom-domains)",
            "zadig-182"),
    DOMAIN_CLOSED(
            "PublicEndpointForbidden",
            "0048-00000401",
            "",
            "the default domain of the bucket is closed for requests to objects; use a custom domain",
            "[a custom domain](links.md#custom-domains)",
            "documentation"),
    APP("ApkDownloadForbidden", "", "", "the domains of OSS do not serve apps", "a custom domain", "documentation"),
    ACCELERATION_OFF(
            "TransferAccelerationDisabled",
            "",
            "",
            "the host is an accelerate domain, but acceleration is off for the bucket",
            "turn it on, or `endpointType=public`",
            "documentation"),
    ARCHIVED(
            "InvalidObjectState",
            "0016-00000330",
            "not valid for the object's state",
            "the object is archived",
            "restore it first",
            "aliyun-oss-go-sdk-436"),
    NO_OBJECT(
            "NoSuchKey",
            "0026-00000001",
            "specified key does not exist",
            "the object does not exist; often the key begins with a slash",
            "the key",
            "chronoframe-166"),
    NO_BUCKET(
            "NoSuchBucket",
            "0015-00000101",
            "specified bucket does not exist",
            "the bucket does not exist",
            "the bucket name",
            "oss-go-v2-nosuchbucket"),
    NO_VERSION("NoSuchVersion", "", "", "the version does not exist", "`versionId`", "documentation"),
    DELETE_MARKER(
            "MethodNotAllowed",
            "",
            "",
            "the version is a delete marker, or the resource does not have this method",
            "another version",
            "documentation"),
    CONDITION_FAILED(
            "PreconditionFailed",
            "",
            "pre-conditions you specified did not hold",
            "the object has changed during the download",
            "none: the download starts again",
            "documentation"),
    RANGE(
            "InvalidRange",
            "0016-00000817",
            "",
            "the range lies outside the object, which may have changed",
            "none: the download starts again",
            "oss-go-v2-invalidrange"),
    CONDITION_NOT_SUPPORTED(
            "NotImplemented",
            "",
            "A header you provided implies functionality that is not implemented",
            "a conditional header such as `If-Modified-Since` was sent with an operation that does not support it",
            "remove the header that `Header` names",
            "oss-docs-errors-1"),
    EXISTS(
            "FileAlreadyExists",
            "0026-00000002 0026-00000201",
            "",
            "the object exists, and the request (`x-oss-forbid-overwrite`) or the bucket forbids overwriting",
            "another key, or a bucket that allows overwriting; after a lost response: `UploadOutcomeUnknownException`",
            "documentation"),
    RETAINED(
            "FileImmutable",
            "",
            "",
            "the object exists, and a retention policy of the bucket protects it",
            "another key",
            "documentation"),
    LENGTH_MISSING(
            "MissingContentLength",
            "",
            "",
            "the request has no Content-Length",
            "a client that sends the length",
            "code-69446014240"),
    DIGEST(
            "InvalidDigest",
            "",
            "Content-MD5 you specified was invalid",
            "Content-MD5 does not fit the body, or is no Base64 of an MD5",
            "the MD5 of this body, or no such header",
            "aliyun-sdk-js-148"),
    BODY_TIMEOUT(
            "RequestTimeout",
            "",
            "",
            "the body of an upload arrived too slowly",
            "none: the upload is repeated",
            "documentation"),
    AWS_CHUNKED(
            "",
            "",
            "ncoding is not supported",
            "an S3 client sent an `aws-chunked` body, which OSS refuses",
            "turn off chunked encoding and checksums by default in the S3 client",
            "karakeep-2191"),
    ETAG_HIDDEN(
            "InvalidPart",
            "",
            "specified entity tag might not have matched",
            "a part that is completed was not stored, or was replaced; with the entity tag `undefined`, the CORS rule"
                    + " does not expose `ETag` to the page",
            "expose `ETag`; else the upload again, with the same plan",
            "oss-in-browser-10"),
    NO_UPLOAD(
            "NoSuchUpload",
            "0042-00000104",
            "",
            "the upload was completed or aborted, or a lifecycle rule has deleted it",
            "a new plan",
            "documentation"),
    PART_ORDER(
            "InvalidPartOrder",
            "",
            "",
            "the body of the completion does not have the parts in ascending order",
            "the order",
            "documentation"),
    PART_TOO_SMALL(
            "EntityTooSmall",
            "",
            "",
            "a part before the last one is smaller than 100 KiB, or the file of a form is smaller than its policy allows",
            "parts of `partSize` bytes",
            "documentation"),
    CALLBACK_CONFIGURATION(
            "InvalidArgument",
            "",
            "callback configuration is not json",
            "the parameter `callback` is no JSON; quotation marks in `callbackBody` must be escaped",
            "the JSON",
            "oss-docs-callback-1"),
    CALLBACK(
            "CallbackFailed",
            "",
            "",
            "the object was stored, but the callback server failed: it must return 2xx with JSON within 5 seconds, and"
                    + " an https server must not need SNI",
            "that server",
            "oss-docs-callback-2"),
    FORM_KEY_MISSING(
            "",
            "0002-00000706",
            "",
            "the form has no field `OSSAccessKeyId`",
            "all fields of the form",
            "documentation"),
    FORM_POLICY(
            "InvalidPolicyDocument",
            "0006-00000205 0006-00000207 0006-00000213 0006-00000214 0006-00000227",
            "Invalid according to Policy",
            "the form has expired, its policy is malformed, or a field differs from what the policy demands",
            "the fields as they were generated; a fresh form",
            "help-0006-00000227"),
    PROCESS(
            "BadRequest",
            "0040-00000373",
            "Input is not base64 decoding",
            "a parameter of `x-oss-process` is wrong",
            "the parameter; values such as watermarks are Base64 that is safe for URLs",
            "help-0040-00000373"),
    PROCESS_UNSUPPORTED(
            "OperationNotSupported",
            "0016-00000702",
            "not supported for this resource",
            "the object or bucket does not have this operation",
            "the operation",
            "aliyun-oss-go-sdk-436-2"),
    LIMIT(
            "TotalQpsLimitExceeded",
            "",
            "qps limit is exceeded",
            "a limit of the account or bucket is exceeded",
            "lower the concurrency",
            "documentation"),
    INTERNAL(
            "InternalError",
            "",
            "",
            "the service failed",
            "none: the request is repeated; then OSS support, with the request id",
            "documentation");

    /** Codes with so many causes that the code alone tells none. */
    private static final Set<String> VAGUE_CODES = Set.of("AccessDenied", "BadRequest", "InvalidArgument");

    private final String code;
    private final String ecs;
    private final String message;
    private final String cause;
    private final String solution;
    private final String source;

    /**
     * @param code code, empty if it varies or was not seen
     * @param ecs detailed codes, separated by blanks
     * @param message part of the message, empty if the code alone tells the error
     * @param cause clause that tells the cause, in Markdown
     * @param solution what to do or to look at, in Markdown
     * @param source id of a recorded exchange, or {@code documentation}
     */
    ServiceError(String code, String ecs, String message, String cause, String solution, String source) {
        this.code = code;
        this.ecs = ecs;
        this.message = message;
        this.cause = cause;
        this.solution = solution;
        this.source = source;
    }

    /** Returns the error with this EC, else with this message, else with this code; {@code null} if it is not known. */
    public static @Nullable ServiceError of(@Nullable String code, @Nullable String message, @Nullable String ec) {
        ServiceError byEc = last(each -> each.ecs().contains(String.valueOf(ec)));
        if (byEc != null) {
            return byEc;
        }
        String said = message == null ? "" : message;
        ServiceError byMessage = last(each -> !each.message.isEmpty() && said.contains(each.message));
        return byMessage != null || VAGUE_CODES.contains(String.valueOf(code))
                ? byMessage
                : last(each -> each.code.equals(code));
    }

    /** Returns the last one, because the most general error of a code comes last. */
    private static @Nullable ServiceError last(Predicate<ServiceError> condition) {
        ServiceError last = null;
        for (ServiceError each : values()) {
            last = condition.test(each) ? each : last;
        }
        return last;
    }

    /** Returns the code, empty if it varies. */
    public String code() {
        return code;
    }

    /** Returns the detailed codes. */
    public List<String> ecs() {
        return ecs.isEmpty() ? List.of() : List.of(ecs.split(" ", -1));
    }

    /** Returns a part of the message, empty if it does not matter. */
    public String message() {
        return message;
    }

    /** Returns a clause that tells the cause, in Markdown. */
    public String cause() {
        return cause;
    }

    /** Returns what to do or to look at, in Markdown. */
    public String solution() {
        return solution;
    }

    /** Returns the id of a recorded exchange, or {@code documentation}. */
    public String source() {
        return source;
    }
}
