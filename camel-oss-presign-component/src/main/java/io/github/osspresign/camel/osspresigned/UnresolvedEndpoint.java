// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.url.UrlMask;
import io.github.osspresign.oss.syntax.PercentCoding;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;

/**
 * Error message for an endpoint URI that Camel cannot resolve. It shows only the scheme and names of options. Camel itself
 * masks the values of some options, but if a password contains {@code &}, Camel shows its rest as the name of an unknown
 * option.
 */
final class UnresolvedEndpoint {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern RUN = Pattern.compile("\\S+");
    private static final String BEFORE_REASON = " due to: ";

    private UnresolvedEndpoint() {}

    /** Returns the exception. It has no cause, because the messages of the causes contain the URI. */
    static IllegalArgumentException failure(String option, String uri, CamelContext context, Throwable failure) {
        String scheme = uri.substring(0, Math.max(uri.indexOf(':'), 0));
        String message = String.valueOf(failure.getMessage());
        int reason = message.lastIndexOf(BEFORE_REASON);
        String shown = masked(
                reason < 0 ? message : message.substring(reason + BEFORE_REASON.length()),
                secretWords(uri, scheme, context));
        return new IllegalArgumentException(option + ": must be an endpoint URI that Camel can resolve, was "
                + Quoted.of(scheme + ":" + UrlMask.HIDDEN) + ": " + Quoted.text(shown));
    }

    /** Hides each run of non-blank characters that contains a secret word, so that no punctuation of the secret remains. */
    private static String masked(String reason, Set<String> secret) {
        return RUN.matcher(reason)
                .replaceAll(run ->
                        WORD.matcher(run.group()).results().anyMatch(word -> secret.contains(lowerCase(word.group())))
                                ? UrlMask.HIDDEN
                                : Matcher.quoteReplacement(run.group()));
    }

    private static Set<String> secretWords(String uri, String scheme, CamelContext context) {
        Set<String> words = new HashSet<>();
        String rest = uri.substring(scheme.length());
        addWords(words, rest);
        addWords(words, PercentCoding.decodeParameterLeniently(rest));
        EndpointUriFactory factory = context.getCamelContextExtension().getEndpointUriFactory(scheme);
        if (factory != null) {
            factory.propertyNames().forEach(name -> words.remove(lowerCase(name)));
        }
        return words;
    }

    private static void addWords(Set<String> words, String text) {
        WORD.matcher(text).results().forEach(word -> words.add(lowerCase(word.group())));
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
