package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.error.Quoted;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** What a message has a say in where an endpoint's URI has expressions of the Simple language. */
final class DynamicUris {

    /** Besides the directory. */
    private static final Set<String> OPTIONS = Set.of("fileName", "idempotentKey");

    private DynamicUris() {}

    /** Where the first one begins, negative where there is none. */
    static int start(String text) {
        int dollar = text.indexOf("${");
        int word = text.indexOf("$simple{");
        return dollar < 0 || word < 0 ? Math.max(dollar, word) : Math.min(dollar, word);
    }

    /**
     * The URI for all messages: as it is written, since the endpoint evaluates what it has of expressions. So no value of a
     * message becomes part of a URI, where it could bring options of its own.
     *
     * @return {@code null} where the URI is not one text in the Simple language
     * @throws IllegalArgumentException if there is one where the endpoint takes none
     */
    static @Nullable String shared(String written) throws Exception {
        if (start(written) < 0 || written.contains("language:")) {
            return null;
        }
        String query = query(written);
        for (Map.Entry<String, Object> option :
                URISupport.parseQuery(query, true).entrySet()) {
            if (start(String.valueOf(option.getValue())) >= 0 && !OPTIONS.contains(option.getKey())) {
                throw new IllegalArgumentException(
                        Quoted.text(option.getKey()) + ": expected no expression, which only the directory"
                                + " and the options fileName and idempotentKey may have; a link goes into the header "
                                + OssPresignedConstants.LINK);
            }
        }
        return written;
    }

    /** Behind the first question mark outside of any expression, which may have its own. */
    private static String query(String written) {
        int open = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '{') {
                open++;
            } else if (c == '}') {
                open--;
            } else if (c == '?' && open == 0) {
                return written.substring(i + 1);
            }
        }
        return "";
    }
}
