// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.secrecy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks for secrets in outputs of any length, in any case of their letters, also where line breaks cut them in two. */
final class SecretScanner {

    /** Of a signature, so much is as good as the whole. */
    static final int PIECE = 16;

    private static final int CHUNK = 1 << 16;

    /** Each secret's pieces by their first characters, which a place in a text either begins with or not. */
    private final Map<String, List<String>> byStart = new LinkedHashMap<>();

    private final int longest;

    /** @param secrets texts of at least six characters */
    SecretScanner(Collection<String> secrets) {
        int length = 0;
        for (String secret : secrets) {
            String piece = normal(secret);
            piece = piece.substring(0, Math.min(PIECE, piece.length()));
            if (piece.length() < 6) {
                throw new IllegalArgumentException("secret: expected at least 6 characters but was " + piece.length());
            }
            byStart.computeIfAbsent(piece.substring(0, 6), start -> new ArrayList<>())
                    .add(piece);
            length = Math.max(length, piece.length());
        }
        longest = length;
    }

    /** The places where a secret is, with what stands before it, and without the secret. */
    List<String> findings(InputStream output) throws IOException {
        List<String> findings = new ArrayList<>();
        String rest = "";
        for (byte[] chunk = output.readNBytes(CHUNK); chunk.length > 0; chunk = output.readNBytes(CHUNK)) {
            String text = rest + normal(new String(chunk, StandardCharsets.ISO_8859_1));
            find(text, findings);
            rest = text.substring(Math.max(0, text.length() - longest + 1));
        }
        return findings;
    }

    private void find(String text, List<String> findings) {
        for (int i = 0; i + 6 <= text.length(); i++) {
            List<String> pieces = byStart.get(text.substring(i, i + 6));
            if (pieces != null) {
                for (String piece : pieces) {
                    if (text.startsWith(piece, i)) {
                        findings.add("…" + text.substring(Math.max(0, i - 500), i) + "[" + piece.length()
                                + " characters of a secret]");
                    }
                }
            }
        }
    }

    private static String normal(String text) {
        return text.replaceAll("[\\p{Cntrl}]", "").toLowerCase(Locale.ROOT);
    }
}
