// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.admin;

import io.github.osspresign.devserver.http.Client;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.RequestBody;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The request that a pasted link or curl command stands for. */
final class PastedRequest {

    // Possessive, so that a text that does not match takes linear time.
    private static final Pattern URL =
            Pattern.compile("(https?)://([^/?#\\s]++)([^#\\s]*+).*+", Pattern.CASE_INSENSITIVE);
    private static final String FORM = "application/x-www-form-urlencoded";

    private @Nullable String method;
    private @Nullable String url;
    private Headers headers = Headers.NONE;

    private PastedRequest() {}

    /**
     * Reads a link, or a command with the options of curl that change the request line and the headers.
     *
     * @param chosenMethod method of the request, or an empty text for that of the command
     * @throws IllegalArgumentException if the text has no link
     */
    static Request read(String text, String chosenMethod, Instant now) {
        PastedRequest pasted = new PastedRequest();
        List<String> words = words(text.replaceAll("\\\\\\r?\\n", " "));
        if (!words.isEmpty() && words.get(0).equals("curl")) {
            pasted.readCommand(words.subList(1, words.size()).iterator());
        } else {
            pasted.url = words.isEmpty() ? null : words.get(0);
        }
        return pasted.toRequest(chosenMethod, now);
    }

    private void readCommand(Iterator<String> words) {
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "-X", "--request" -> method = next(words);
                case "-H", "--header" -> addHeader(next(words));
                case "-I", "--head" -> useMethod("HEAD");
                case "-T", "--upload-file" -> {
                    next(words);
                    useMethod("PUT");
                }
                case "-d", "--data", "--data-ascii", "--data-binary", "--data-raw", "--data-urlencode" -> {
                    next(words);
                    useMethod("POST");
                    headers = headers.contains("Content-Type") ? headers : headers.with("Content-Type", FORM);
                }
                case "-e", "--referer", "-x", "--proxy" -> next(words);
                default -> readWord(word);
            }
        }
    }

    private void readWord(String word) {
        if (URL.matcher(word).matches()) {
            url = word;
        } else if (word.startsWith("-X") && word.length() > 2) {
            method = word.substring(2);
        }
    }

    private static String next(Iterator<String> words) {
        return words.hasNext() ? words.next() : "";
    }

    private void useMethod(String implied) {
        method = method == null ? implied : method;
    }

    private void addHeader(String field) {
        int colon = field.indexOf(':');
        if (colon > 0) {
            headers = headers.with(
                    field.substring(0, colon).strip(),
                    field.substring(colon + 1).strip());
        }
    }

    private Request toRequest(String chosenMethod, Instant now) {
        Matcher parts = URL.matcher(url == null ? "" : url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("text: must be an http or https link or a curl command with one");
        }
        String target = parts.group(3).startsWith("/") ? parts.group(3) : "/" + parts.group(3);
        String sent = chosenMethod.isEmpty() ? method == null ? "GET" : method : chosenMethod;
        return new Request(
                new Client(parts.group(1).toLowerCase(Locale.ROOT), InetAddress.getLoopbackAddress()),
                sent,
                target,
                headers.contains("Host") ? headers : headers.with("Host", parts.group(2)),
                RequestBody.NONE,
                now);
    }

    /** Splits a command like a shell: single and double quotes hold words together, a backslash holds the next character. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
                continue;
            }
            inWord = true;
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else {
                word.append(c);
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
