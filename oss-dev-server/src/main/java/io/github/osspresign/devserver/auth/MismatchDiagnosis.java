// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.request.OssRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the usual mistake that explains a wrong signature. It signs the texts of the {@link Hypotheses} until a signature is
 * the one that came. Their number and size are limited, so that a hostile client costs the server little.
 */
final class MismatchDiagnosis {

    private static final int MAX_SIGNED_LENGTH = 4 * 1024;

    private static final Pattern V4_FORM = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern V1_FORM = Pattern.compile("[A-Za-z0-9+/ ]{27}=");
    private static final String COMPARE = "Compare the string to sign of the client with the one in the response.";

    private final OssRequest request;
    private final SignatureInput input;
    private final AccessKeys keys;
    private final String secret;
    private final SigningKeyCache signingKeys = new SigningKeyCache();

    MismatchDiagnosis(OssRequest request, SignatureInput input, AccessKeys keys, String secret) {
        this.request = request;
        this.input = input;
        this.keys = keys;
        this.secret = secret;
    }

    String sentence() {
        String signature = input.signature();
        if (!(input.isV4() ? V4_FORM : V1_FORM).matcher(signature).matches()) {
            return wrongForm(signature);
        }
        String text = input.signedText(request);
        if (text.length() > MAX_SIGNED_LENGTH) {
            return "The request is too long to look for a usual mistake. " + COMPARE;
        }
        for (Map.Entry<String, String> other : otherSecrets().entrySet()) {
            if (matches(text, other.getKey())) {
                return other.getValue();
            }
        }
        return Hypotheses.of(request, input).stream()
                .filter(hypothesis -> matches(hypothesis.signedText().get(), secret))
                .map(Hypothesis::sentence)
                .findFirst()
                .orElse("No usual mistake explains the signature: the secret is not that of the access key "
                        + AccessKeys.shortened(input.accessKeyId())
                        + ", the client has normalised the path ('..' or '//' in the key), or the request was changed after"
                        + " signing. "
                        + COMPARE);
    }

    private String wrongForm(String signature) {
        if (V1_FORM.matcher(signature).matches()) {
            return "The signature has the form of version 1 (base64), but the request names version 4. Use one version.";
        }
        if (V4_FORM.matcher(signature).matches()) {
            return "The signature has the form of version 4 (hexadecimal), but the request is one of version 1."
                    + " Use one version.";
        }
        return "The signature has " + signature.length() + " characters; version "
                + (input.isV4() ? "4 has 64 hexadecimal digits" : "1 has 28 characters of base64")
                + ". It was cut, or characters were added.";
    }

    /** Returns secrets that the client may have used, each with its sentence. */
    private Map<String, String> otherSecrets() {
        Map<String, String> secrets = new LinkedHashMap<>();
        String blank = "The signature is correct for the secret with a blank or line break at an end. Remove it.";
        for (String around : List.of("%s\n", "%s\r\n", "%s ", " %s", " %s ", "%s\t")) {
            secrets.put(around.replace("%s", secret), blank);
        }
        secrets.put(
                secret.strip(), "The signature is correct for the secret without the blanks that the server's has.");
        for (String quote : List.of("\"", "'")) {
            secrets.put(
                    quote + secret + quote, "The signature is correct for the secret in quotes. Remove the quotes.");
        }
        secrets.put(input.accessKeyId(), "The client uses the access key ID as the secret.");
        keys.secrets()
                .limit(10)
                .forEach(other -> secrets.put(
                        other,
                        "The signature is correct for the secret of another access key of this server. ID and secret"
                                + " must belong together."));
        secrets.remove(secret);
        return secrets;
    }

    private boolean matches(String text, String candidate) {
        String came = input.isV4()
                ? input.signature().toLowerCase(Locale.ROOT)
                : input.signature().replace(' ', '+');
        return input.sign(text, candidate, signingKeys).signature().equals(came);
    }
}
