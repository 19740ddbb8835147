// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.error.text.ServiceError;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Explains the response of the service.
 *
 * @param question question about the request
 * @param response response to the request
 * @param link link of the request, {@code null} if it is not known
 */
record ResponseCheck(
        LinkQuestion question,
        ServiceResponse response,
        @Nullable ParsedLink link,
        Findings findings) {

    private static final Pattern ODD_KEY_ID = Pattern.compile("[\\p{Cc} \\u00a0].*|.*[\\p{Cc} \\u00a0]|.*[=<>].*");
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\n\\s*");

    /** Adds what the response tells. Returns whether it tells only that the signature does not match. */
    boolean check() {
        ServiceError error = response.error();
        if (error != ServiceError.SIGNATURE_MISMATCH && keyIdIsMalformed()) {
            add(FindingCode.KEY_ID_MALFORMED, ServiceError.KEY_MALFORMED, "");
        } else if (error == ServiceError.SIGNATURE_MISMATCH) {
            return !new MismatchCheck(question, response, link, findings).check();
        } else if (error == null) {
            String message = response.get("Message");
            findings.add(
                    FindingCode.RESPONSE_NOT_KNOWN,
                    "The service responded with " + Quoted.text(String.valueOf(response.get("Code")))
                            + (message == null ? "" : ", " + Quoted.of(oneLine(message)))
                            + ". This response has no single cause that is known. It cannot be seen without the"
                            + " policies and settings of the bucket.");
        } else {
            known(error);
        }
        return false;
    }

    private boolean keyIdIsMalformed() {
        String id = response.elements()
                .getOrDefault("OSSAccessKeyId", response.elements().getOrDefault("AWSAccessKeyId", ""));
        return !id.contains("\n") && ODD_KEY_ID.matcher(id).matches();
    }

    private void known(ServiceError error) {
        String message = Objects.requireNonNullElse(response.get("Message"), "");
        switch (error) {
            case EXPIRED -> add(FindingCode.EXPIRED, error, times());
            case SIGNED_IN_FUTURE -> add(FindingCode.NOT_YET_VALID, error, "");
            case LIFETIME_OUT_OF_RANGE -> add(FindingCode.LIFETIME_TOO_LONG, error, "");
            case SOURCE_ADDRESS -> add(FindingCode.SOURCE_ADDRESS_REFUSED, error, "");
            case TOKEN_LOST -> add(FindingCode.TOKEN_MISSING, error, "");
            case KEY_MALFORMED -> add(FindingCode.KEY_ID_MALFORMED, error, "");
            case KEY_UNKNOWN -> keyUnknown();
            case KEY_DISABLED, KEY_ENDED -> add(FindingCode.KEY_REFUSED, error, "");
            case TOKEN_EXPIRED -> add(FindingCode.TOKEN_EXPIRED, error, "");
            case TOKEN_UNKNOWN, TOKEN_OF_OTHER_KEY -> add(FindingCode.TOKEN_REFUSED, error, "");
            case TOKEN_IN_HEADER -> add(FindingCode.TOKEN_UNDER_WRONG_NAME, error, "");
            case PARAMETER_MISSING -> add(FindingCode.MISSING_PARAMETER, error, "");
            case PARAMETER_MALFORMED ->
                add(
                        "0002-00000423".equals(response.get("EC"))
                                ? FindingCode.SIGNATURE_MALFORMED
                                : FindingCode.EXPIRES_MALFORMED,
                        error,
                        "");
            case REGION_OF_SIGNATURE -> add(FindingCode.REGION_DIFFERS, error, "");
            case SCOPE -> add(FindingCode.CREDENTIAL_MALFORMED, error, "");
            case LISTED_HEADER_MISSING -> add(FindingCode.LISTED_HEADER_MISSING, error, "");
            case AUTHORIZATION_HEADER -> add(FindingCode.AUTHORIZATION_HEADER, error, "");
            case CLOCK -> add(FindingCode.CLOCK_SKEWED, error, "");
            case DATE_MISSING -> add(FindingCode.DATE_HEADER_MISSING, error, "");
            case OVERRIDE_ANONYMOUS -> add(FindingCode.OVERRIDE_UNSIGNED, error, "");
            case ANONYMOUS -> add(FindingCode.UNSIGNED, error, "");
            case PRIVATE -> add(FindingCode.PRIVATE_BUCKET, error, whichOfPrivate());
            case PERMISSION, BUCKET_POLICY, REQUESTER_PAYS, USER_DISABLED ->
                add(FindingCode.PERMISSION_MISSING, error, "");
            case REFERER -> add(FindingCode.REFERER_REFUSED, error, "");
            case STYLE_ONLY -> add(FindingCode.STYLE_ONLY, error, "");
            case OTHER_ENDPOINT -> add(FindingCode.ENDPOINT_DIFFERS, error, element("Endpoint"));
            case BUCKET_NOT_IN_HOST -> add(FindingCode.BUCKET_NOT_IN_HOST, error, "");
            case PATH_STYLE -> pathStyle();
            case DOMAIN_CLOSED, APP, ACCELERATION_OFF -> add(FindingCode.DOMAIN_REFUSED, error, "");
            case NO_OBJECT -> add(FindingCode.OBJECT_MISSING, error, element("Key"));
            case NO_BUCKET -> add(FindingCode.OBJECT_MISSING, error, element("BucketName"));
            case NO_VERSION, NO_UPLOAD -> add(FindingCode.OBJECT_MISSING, error, "");
            case ARCHIVED, DELETE_MARKER -> add(FindingCode.OBJECT_STATE, error, "");
            case AWS_CHUNKED -> add(FindingCode.S3_CHUNKED, error, "");
            case ETAG_HIDDEN -> add(FindingCode.PART_REFUSED, error, element("ETag"));
            case CALLBACK, CALLBACK_CONFIGURATION ->
                add(FindingCode.CALLBACK_FAILED, error, " The service says " + Quoted.of(oneLine(message)) + ".");
            case FORM_POLICY, FORM_KEY_MISSING -> add(FindingCode.FORM_REFUSED, error, "");
            case PROCESS, PROCESS_UNSUPPORTED -> add(FindingCode.PROCESS_REFUSED, error, "");
            default -> add(FindingCode.REQUEST_REFUSED, error, element("Header"));
        }
    }

    private void keyUnknown() {
        boolean temporary =
                response.elements().getOrDefault("OSSAccessKeyId", "").strip().startsWith("STS.");
        boolean tokenShown = link != null && link.signature().token() != null;
        if (temporary && !tokenShown) {
            add(FindingCode.TOKEN_MISSING, ServiceError.TOKEN_LOST, "");
        } else {
            boolean shown = response.get("OSSAccessKeyId") != null || link != null;
            add(
                    FindingCode.KEY_REFUSED,
                    ServiceError.KEY_UNKNOWN,
                    shown ? "" : " Which of these cannot be seen without the access key id.");
        }
    }

    private void pathStyle() {
        if (link != null && link.host().bucket() != null) {
            add(FindingCode.DOMAIN_REFUSED, ServiceError.DOMAIN_CLOSED, "");
        } else {
            add(FindingCode.PATH_STYLE, ServiceError.PATH_STYLE, "");
        }
    }

    private String whichOfPrivate() {
        if (link == null) {
            return " Which of the two cannot be seen without the link.";
        }
        return link.signature().style() == SignatureStyle.NONE
                ? " The URL has no signature."
                : " The URL has a signature, so it is the permission of its signer.";
    }

    private String times() {
        String expires = response.get("Expires");
        String serverTime = response.get("ServerTime");
        return expires == null || serverTime == null
                ? ""
                : " It expired at " + Quoted.text(expires) + "; the service received the request at "
                        + Quoted.text(serverTime) + ".";
    }

    private String element(String name) {
        String value = response.get(name);
        return value == null ? "" : " " + name + " is " + Quoted.of(oneLine(value)) + ".";
    }

    private void add(FindingCode code, ServiceError error, String more) {
        findings.add(
                code,
                said(response) + plain(error.cause()) + "." + more + " Solution: " + plain(error.solution()) + ".");
    }

    /** Returns the beginning of a sentence about a response. */
    static String said(ServiceResponse response) {
        String code = response.get("Code");
        String ec = response.get("EC");
        return "The service responded with " + (code == null ? "an error" : Quoted.text(code))
                + (ec == null ? "" : " (EC " + Quoted.text(ec) + ")") + ": ";
    }

    /** Returns the text of a table without its Markdown and without the list of detailed codes. */
    private static String plain(String markdown) {
        return markdown.replaceAll("\\[([^]]+)]\\(([^)]+)\\)", "$1 (docs/$2)")
                .replaceAll(" \\([0-9]+[:a-zA-Z0-9, ]*\\)", "")
                .replace("`", "");
    }

    private static String oneLine(String text) {
        return LINE_BREAK.matcher(text).replaceAll(" ");
    }

    /** Leaves out the question and the response. */
    @Override
    public String toString() {
        return "ResponseCheck";
    }
}
