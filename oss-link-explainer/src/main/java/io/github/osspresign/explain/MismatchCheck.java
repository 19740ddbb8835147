// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.explain.ExpectedSignature.SignedRequest;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.SignatureTrace;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks for the cause of a refused signature in the text that the service has signed and returned. */
record MismatchCheck(
        LinkQuestion question,
        ServiceResponse response,
        @Nullable ParsedLink link,
        Findings findings) {

    private static final Pattern CONTENT_TYPE = Pattern.compile(
            "(?:content-type:)?((?:application|audio|binary|font|image|multipart|text|video)/[^\\s/]+.*)");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{9,13}");
    private static final Pattern ODD_METADATA = Pattern.compile("x-oss-meta-[^:]*:.*[^\\x20-\\x7e].*");
    private static final Pattern SAME_BUCKET_TWICE = Pattern.compile("(?:.*\\s)?/([a-z0-9-]{3,63})/\\1/.*");

    /** Content-Type that HTTP clients add on their own, and that nobody signs. */
    private static final String OF_FORMS = "application/x-www-form-urlencoded";

    /** Any secret will do: only texts before the signature are compared. */
    private static final String ANY_SECRET = "any";

    /** Returns whether the response shows the cause. */
    boolean check() {
        List<String> signed = lines(response.stringToSign());
        String canonical = response.get("CanonicalRequest");
        if (response.elements().getOrDefault("SignatureProvided", "").strip().indexOf(' ') >= 0) {
            findings.add(
                    FindingCode.SIGNATURE_WITH_BLANK,
                    "The signature that the service received contains a space: a '+' of its Base64 was not encoded in"
                            + " the URL. Write %2B for '+', %2F for '/' and %3D for '='.");
        } else if (signed.stream().anyMatch(line -> ODD_METADATA.matcher(line).matches())) {
            findings.add(
                    FindingCode.METADATA_NOT_ASCII,
                    "A header x-oss-meta-… contains characters outside ASCII, which the client sent in another charset"
                            + " than it signed. Encode such values, for example percent-encoded.");
        } else if (repeatsBucket(signed)) {
            findings.add(
                    FindingCode.BUCKET_REPEATED,
                    "The path begins with the bucket, although the host has it already: the service signed a resource"
                            + " with the bucket twice. Leave it out of the path or of the host.");
        } else {
            return contentType(signed, canonical == null ? List.of() : lines(canonical)) || differs(signed);
        }
        return true;
    }

    private static List<String> lines(@Nullable String text) {
        return text == null ? List.of() : List.of(text.split("\\R", -1));
    }

    private static boolean repeatsBucket(List<String> signed) {
        return signed.stream()
                .anyMatch(line -> SAME_BUCKET_TWICE.matcher(line.strip()).matches());
    }

    private boolean contentType(List<String> signed, List<String> canonical) {
        Optional<String> inRequest = (canonical.isEmpty() ? signed : canonical)
                .stream()
                        .limit(canonical.isEmpty() ? 3 : Integer.MAX_VALUE)
                        .filter(line -> CONTENT_TYPE.matcher(line).matches())
                        .findFirst();
        if (inRequest.isEmpty()) {
            return false;
        }
        String type = CONTENT_TYPE.matcher(inRequest.get()).replaceFirst("$1");
        boolean ofLink = !canonical.isEmpty()
                || signed.stream().anyMatch(line -> SECONDS.matcher(line).matches());
        if (!ofLink && !type.startsWith(OF_FORMS)) {
            return false;
        }
        findings.add(
                FindingCode.CONTENT_TYPE_LIKELY,
                "The request had the header Content-Type " + Quoted.of(type)
                        + ", and the service included it in the signature. The signer most probably did not. Send no"
                        + " Content-Type, or exactly the signed one, or sign with this one.");
        return true;
    }

    /** Compares the text that the service has signed with that of the link. */
    private boolean differs(List<String> signed) {
        SignatureTrace trace = signed.isEmpty() || link == null ? null : trace(link);
        if (trace == null) {
            return false;
        }
        String canonical = response.get("CanonicalRequest");
        boolean compareCanonical = canonical != null && trace.canonicalRequest() != null;
        List<String> theirs = compareCanonical ? lines(canonical) : signed;
        List<String> ours = lines(compareCanonical ? trace.canonicalRequest() : trace.stringToSign());
        for (int i = 0; i < Math.max(theirs.size(), ours.size()); i++) {
            String their = i < theirs.size() ? theirs.get(i) : "";
            String our = i < ours.size() ? ours.get(i) : "";
            if (!their.equals(our)) {
                boolean otherTime =
                        SECONDS.matcher(their).matches() && SECONDS.matcher(our).matches();
                if (otherTime) {
                    findings.add(
                            FindingCode.RESPONSE_OF_OTHER_LINK,
                            "The response belongs to another link: the service signed the expiry " + their
                                    + ", but the link has " + our + ". Take link and response from one request.");
                    return false;
                }
                findings.add(
                        FindingCode.RESPONSE_DIFFERS,
                        "The " + (compareCanonical ? "canonical request" : "string to sign")
                                + " of the service differs from that of the link, first in line " + (i + 1)
                                + ": the service has " + Quoted.of(withoutToken(their)) + ", the link has "
                                + Quoted.of(withoutToken(our))
                                + ". The link was changed after signing, or the request has other headers.");
                return true;
            }
        }
        findings.add(
                FindingCode.REQUEST_AS_SIGNED,
                "The service signed exactly the request that the link shows. The signer used a wrong secret, or signed"
                        + " another text. Which of the two cannot be seen without the secret.");
        return true;
    }

    private @Nullable SignatureTrace trace(ParsedLink of) {
        String bucket = of.bucket();
        try {
            return bucket == null
                    ? null
                    : new ExpectedSignature(of, ANY_SECRET)
                            .trace(new SignedRequest(question.method(), bucket, of.key(), question.headers()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String withoutToken(String line) {
        return line.replaceAll("(?i)(security-token(?:=|:))[^&]*", "$1xxxxxx");
    }

    /** Adds what is probable, and what is missing to know more. Comes after all that the link shows. */
    void addProbable() {
        boolean textShown = response.stringToSign() != null;
        boolean signedInHeader = question.header("authorization") != null;
        boolean upload = question.method() == HttpMethod.PUT || question.method() == HttpMethod.POST;
        if (upload && !signedInHeader && !textShown) {
            String sent = question.header("content-type");
            findings.add(
                    FindingCode.CONTENT_TYPE_LIKELY,
                    ResponseCheck.said(response)
                            + (sent == null
                                    ? "for an upload through a link, the most frequent cause is a Content-Type that the"
                                            + " client adds and the signer did not sign."
                                    : "the header Content-Type " + Quoted.of(sent) + " was most probably not signed.")
                            + " Send no Content-Type, or exactly the signed one, or sign with this one. The cause cannot"
                            + " be seen for certain without StringToSign of the response, or the secret.");
        } else {
            findings.add(
                    FindingCode.CAUSE_NOT_SHOWN,
                    ResponseCheck.said(response)
                            + "the request differs from the signed one, or the secret is wrong. Which of the two cannot be"
                            + " seen without " + missing(textShown) + ".");
        }
    }

    private String missing(boolean textShown) {
        if (link == null) {
            return textShown ? "the link" : "the link and StringToSign of the response";
        }
        return textShown ? "the secret" : "StringToSign of the response, or the secret";
    }

    /** Leaves out the question and the response. */
    @Override
    public String toString() {
        return "MismatchCheck";
    }
}
