// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.oss.syntax.Sha256;
import io.github.osspresign.sign.SignatureTrace;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as signers with known mistakes do: with the host but without listing it (V4), or with sub-resources in the order of
 * the URL (V1).
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
                    "The signature is correct with the header host, which is not listed in x-oss-additional-headers. OSS"
                            + " does not sign the host unless it is listed. Sign without it, or list it."));
        }
        boolean unsorted = link.signature().style() == SignatureStyle.V1
                && v1(inOrderOfUrl(trace.stringToSign())).equals(found);
        return unsorted
                ? Optional.of(new Finding(
                        FindingCode.SUB_RESOURCES_UNSORTED,
                        "The signature is correct for the parameters in the order of the URL. They must be sorted by name"
                                + " in the string to sign."))
                : Optional.empty();
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
        List<String> names = List.copyOf(link.query().values().keySet());
        String[] parameters = stringToSign.substring(question + 1).split("&", -1);
        Arrays.sort(parameters, Comparator.comparingInt(each -> names.indexOf(each.replaceFirst("=.*", ""))));
        return stringToSign.substring(0, question + 1) + String.join("&", parameters);
    }

    private String v1(String stringToSign) {
        return Base64.getEncoder().encodeToString(hmac("HmacSHA1", secret.getBytes(UTF_8), stringToSign));
    }

    private String v4(String canonicalRequest) {
        String[] lines = trace.stringToSign().split("\n", -1);
        byte[] key = ("aliyun_v4" + secret).getBytes(UTF_8);
        for (String part : lines[2].split("/", -1)) {
            key = hmac("HmacSHA256", key, part);
        }
        lines[3] = Sha256.hex(canonicalRequest);
        return HexFormat.of().formatHex(hmac("HmacSHA256", key, String.join("\n", lines)));
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "OtherSigner";
    }
}
