package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.Redactor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A text that a wrong signature may have been made for, and the sentence that explains it. */
record Hypothesis(String sentence, Supplier<String> signedText) {

    /** Returns the hypothesis that the signature belongs to this request. */
    static Hypothesis of(String sentence, SignatureInput input, OssRequest signed) {
        return new Hypothesis(sentence, () -> input.signedText(signed));
    }

    /**
     * Returns the hypothesis that the signer writes a line of the canonical request in another way. V1 has none.
     *
     * @param difference what the line has then, and the advice
     */
    static Hypothesis ofLine(
            String difference, SignatureInput input, OssRequest request, int line, UnaryOperator<String> change) {
        String sentence = "The signature is correct for a canonical request with " + difference + ".";
        return new Hypothesis(sentence, () -> {
            String[] lines = input.signedText(request).split("\n", -1);
            if (input.isV4() && line < lines.length) {
                lines[line] = change.apply(lines[line]);
            }
            return String.join("\n", lines);
        });
    }

    Hypothesis withMethod(String method) {
        return new Hypothesis(sentence + " It is correct for the method " + method + ".", signedText);
    }

    /** Returns text of the request as a sentence may quote it. */
    static String quoted(String text) {
        return Redactor.quoted(text);
    }
}
