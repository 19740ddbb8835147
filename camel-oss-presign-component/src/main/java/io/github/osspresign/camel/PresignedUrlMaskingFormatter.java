package io.github.osspresign.camel;

import io.github.osspresign.link.UrlMask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.support.processor.DefaultMaskingFormatter;

/**
 * Camel's log mask, which masks presigned URLs too. It takes effect for {@code log:} endpoints and the Log EIP as a bean of
 * the name {@link #CUSTOM_LOG_MASK_REF}, where {@code logMask} is on. A URL that is broken into lines is masked up to the
 * end of its first line.
 */
public final class PresignedUrlMaskingFormatter extends DefaultMaskingFormatter {

    /** With all that may belong to it: what is not known to be harmless is hidden. JSON may escape the slashes. */
    private static final Pattern URL = Pattern.compile("https?:(?:/|\\\\/){2}[^\\s\"<>]*", Pattern.CASE_INSENSITIVE);

    @Override
    public String format(String source) {
        return super.format(URL.matcher(source).replaceAll(url -> Matcher.quoteReplacement(UrlMask.mask(url.group()))));
    }
}
