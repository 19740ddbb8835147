// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.failure;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.SecretMatcher;
import io.github.osspresign.link.url.UrlMask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes untrusted text fit for a message: one short line without the secrets of the links. A hostile service knows
 * these secrets and could echo them.
 */
public final class MessageSanitizer {

    /** Secrets and identifying values that are hidden in messages. */
    private final SecretMatcher secrets;

    /** Subset that grants access to the object. */
    private final SecretMatcher credentials;

    public MessageSanitizer(PresignedLink... links) {
        List<PresignedLink> all = List.of(links);
        secrets = new SecretMatcher(() -> secrets(all, UrlMask::secrets));
        credentials = new SecretMatcher(() -> secrets(all, UrlMask::credentials));
    }

    private static List<String> secrets(List<PresignedLink> links, Function<String, List<String>> inUrl) {
        List<String> secrets = new ArrayList<>();
        for (PresignedLink link : links) {
            secrets.addAll(inUrl.apply(link.url()));
            link.requiredHeaders().forEach((name, value) -> {
                if (!isDescribing(name.toLowerCase(Locale.ROOT))) {
                    secrets.add(value);
                }
            });
        }
        return secrets;
    }

    /** Returns whether a header describes the content. Such headers are no secrets; the service returns the same values. */
    private static boolean isDescribing(String name) {
        return name.startsWith("content-")
                || name.equals("cache-control")
                || name.equals("expires")
                || name.equals("range");
    }

    /** Hides the secrets of a further URL, the target of a redirect. */
    public void hide(String url) {
        secrets.add(UrlMask.secrets(url));
        credentials.add(UrlMask.credentials(url));
    }

    /**
     * Returns whether the text grants access to the object. Other parameters of a link are not considered: they may
     * well occur in the name or the metadata of the object.
     */
    boolean revealsSecret(String text) {
        return credentials.areIn(text);
    }

    @Nullable String clean(@Nullable String text) {
        return text == null ? null : cleanText(text);
    }

    /**
     * Returns the text in one printable line, short and without secrets. Secrets are removed before the text is
     * shortened, since otherwise a secret cut in two would not be found.
     */
    public String cleanText(String text) {
        return Quoted.text(secrets.areIn(text) ? secrets.hiddenIn(text) : text);
    }

    /**
     * Returns the exception itself if all its messages are printable, otherwise a copy that has only the sanitized
     * message.
     */
    Throwable clean(Throwable cause) {
        for (Throwable link = cause; link != null; link = link.getCause()) {
            String message = link.getMessage();
            boolean fit = message == null || message.equals(cleanText(message));
            if (!fit || link.getSuppressed().length > 0) {
                IOException copy = new IOException(describe(cause));
                copy.setStackTrace(cause.getStackTrace());
                return copy;
            }
        }
        return cause;
    }

    /** Returns the type of the exception and its sanitized message. */
    String describe(Throwable cause) {
        String type = cause.getClass().getSimpleName();
        String message = cause.getMessage();
        return message == null ? type : type + ": " + cleanText(message);
    }
}
