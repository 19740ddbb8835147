// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.oss.syntax.Sha256;
import io.github.osspresign.sign.SignatureTrace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Signs as signers with known mistakes do: with the host but without listing it or with encoded slashes (V4), or with
 * parameters in the order of the URL.
 *
 * @param link link with the signature
 * @param trace steps of the correct signature
 * @param secret secret of the access key
 */
record OtherSigner(ParsedLink link, SignatureTrace trace, String secret) {

    /** Returns the mistake with which the signature of the link is made, if it is one of these. */
    Optional<Finding> mistake() {
        String found = String.valueOf(link.signature().signature());
        if (canonicalRequests().stream().map(this::v4).anyMatch(found::equals)) {
            return Optional.of(new Finding(
                    FindingCode.HOST_NOT_LISTED,
                    "The signature is correct with the header host, which is not listed in x-oss-additional-headers."
                            + " OSS does not sign the host unless it is listed. Sign without it, or list it."));
        }
        if (v4(withEncodedSlashes()).equals(found)) {
            return Optional.of(new Finding(
                    FindingCode.SIGNED_FOR_OTHER_KEY,
                    "The signature is correct for a path in which the slashes of the object key are encoded as %2F."
                            + " Leave slashes as they are in the canonical request."));
        }
        return isInOrderOfUrl(found)
                ? Optional.of(new Finding(
                        FindingCode.SUB_RESOURCES_UNSORTED,
                        "The signature is correct for the parameters in the order of the URL. They must be sorted by"
                                + " name in what is signed."))
                : Optional.empty();
    }

    /** Returns the canonical request of a signer that encodes the key like a parameter. */
    private String withEncodedSlashes() {
        String[] lines = lines();
        if (lines.length > 1) {
            int key = lines[1].indexOf('/', 1) + 1;
            lines[1] = lines[1].substring(0, key) + lines[1].substring(key).replace("/", "%2F");
        }
        return String.join("\n", lines);
    }

    private boolean isInOrderOfUrl(String found) {
        if (link.signature().style() == SignatureStyle.V1) {
            return Hmac.sha1(secret, inOrderOfUrl(trace.stringToSign())).equals(found);
        }
        String[] lines = lines();
        if (lines.length < 3) {
            return false;
        }
        lines[2] = sortedByUrl(lines[2]);
        return v4(String.join("\n", lines)).equals(found);
    }

    private String[] lines() {
        String canonical = trace.canonicalRequest();
        return canonical == null ? new String[0] : canonical.split("\n", -1);
    }

    /** Returns the canonical requests of signers that sign the host: in the headers alone, or in the list too. */
    private List<String> canonicalRequests() {
        String canonical = trace.canonicalRequest();
        if (canonical == null || !link.signature().additionalHeaders().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(Arrays.asList(canonical.split("\n", -1)));
        int endOfHeaders = lines.size() - 3;
        lines.add(endOfHeaders, "host:" + link.url().authority());
        lines.subList(3, endOfHeaders + 1).sort(Comparator.naturalOrder());
        String unlisted = String.join("\n", lines);
        lines.set(lines.size() - 2, "host");
        return List.of(unlisted, String.join("\n", lines));
    }

    private String inOrderOfUrl(String stringToSign) {
        int question = stringToSign.indexOf('?', stringToSign.lastIndexOf('\n') + 1);
        if (question < 0) {
            return stringToSign;
        }
        return stringToSign.substring(0, question + 1) + sortedByUrl(stringToSign.substring(question + 1));
    }

    private String sortedByUrl(String query) {
        List<String> names = List.copyOf(link.query().values().keySet());
        String[] parameters = query.split("&", -1);
        Arrays.sort(parameters, Comparator.comparingInt(each -> names.indexOf(each.replaceFirst("=.*", ""))));
        return String.join("&", parameters);
    }

    private String v4(String canonicalRequest) {
        if (canonicalRequest.isEmpty()) {
            return "";
        }
        String[] lines = trace.stringToSign().split("\n", -1);
        lines[3] = Sha256.hex(canonicalRequest);
        return Hmac.sha256("aliyun_v4", secret, lines[2], String.join("\n", lines));
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "OtherSigner";
    }
}
