// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import io.github.osspresign.link.url.UrlMask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.support.processor.DefaultMaskingFormatter;

/**
 * Log mask of Camel that also masks presigned URLs and the signatures of forms. Bind it to the registry with the name
 * {@link #CUSTOM_LOG_MASK_REF}; {@code log:} endpoints and the Log EIP then use it if {@code logMask} is enabled. If a URL
 * contains a line break, only its first line is masked.
 */
public final class PresignedUrlMaskingFormatter extends DefaultMaskingFormatter {

    /** Matches up to the next blank, quote or angle bracket, to hide too much rather than too little. JSON may escape slashes. */
    private static final Pattern URL = Pattern.compile("https?:(?:/|\\\\/){2}[^\\s\"<>]*", Pattern.CASE_INSENSITIVE);

    /** Matches the signature and the session token of a form, as HTML and as fields of a map. */
    private static final Pattern FIELD =
            Pattern.compile("((?:signature|security-token)(?:=|\" value=\"))[^\\s\"<>,}]+", Pattern.CASE_INSENSITIVE);

    @Override
    public String format(String source) {
        String masked = URL.matcher(source).replaceAll(url -> Matcher.quoteReplacement(UrlMask.mask(url.group())));
        return super.format(FIELD.matcher(masked).replaceAll("$1xxxxxx"));
    }
}
