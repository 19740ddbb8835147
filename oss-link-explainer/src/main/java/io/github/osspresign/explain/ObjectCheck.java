package io.github.osspresign.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.error.Quoted;
import java.util.Locale;
import java.util.regex.Pattern;

/** The object that the link is about. */
final class ObjectCheck {

    private static final int LONGEST_KEY_BYTES = 1023;
    private static final Pattern DOT_SEGMENT = Pattern.compile("(?:^|/)\\.\\.?(?:/|$)");
    private static final Pattern APP = Pattern.compile(".*\\.(?:apk|ipa)", Pattern.DOTALL);
    private static final Pattern PAGE_OR_PICTURE =
            Pattern.compile(".*\\.(?:html?|jpe?g|png|gif|webp|svg|bmp|tiff?|ico|heic)", Pattern.DOTALL);

    private final LinkReading link;
    private final Findings findings;

    private ObjectCheck(LinkReading link, Findings findings) {
        this.link = link;
        this.findings = findings;
    }

    static void check(LinkReading link, Findings findings) {
        ObjectCheck check = new ObjectCheck(link, findings);
        if (link.key().isEmpty()) {
            findings.add(FindingCode.NO_KEY, "The URL names no object; it is about the bucket as a whole.");
        } else {
            check.key();
            check.contentRules();
        }
    }

    private void key() {
        String key = link.key();
        if (key.startsWith("/") || key.startsWith("\\")) {
            findings.add(
                    FindingCode.LEADING_SLASH,
                    "The object key '" + Quoted.text(key) + "' begins with a slash or backslash, so no object has it"
                            + " (NoSuchKey). Sign for the key without it.");
        }
        int bytes = key.getBytes(UTF_8).length;
        if (bytes > LONGEST_KEY_BYTES) {
            findings.add(
                    FindingCode.KEY_TOO_LONG,
                    "The object key has " + bytes + " bytes of UTF-8; expected 1 to " + LONGEST_KEY_BYTES + ".");
        }
        if (DOT_SEGMENT.matcher(key).find()) {
            findings.add(
                    FindingCode.DOT_SEGMENT,
                    "The object key '" + Quoted.text(key)
                            + "' has a segment '.' or '..'. Browsers and many clients remove"
                            + " such segments, and the signature fails. Avoid such keys.");
        }
    }

    private void contentRules() {
        if (!link.host().kind().isDefaultDomain()) {
            return;
        }
        String name = link.key().toLowerCase(Locale.ROOT);
        if (APP.matcher(name).matches()) {
            findings.add(
                    FindingCode.APP_PACKAGE,
                    "'" + Quoted.text(link.key())
                            + "' is an app; under the service's own domains presigned URLs to apps"
                            + " are refused (ApkDownloadForbidden) for buckets created since August 2023. Use a domain"
                            + " of your own.");
        } else if (PAGE_OR_PICTURE.matcher(name).matches()) {
            findings.add(
                    FindingCode.FORCED_DOWNLOAD,
                    "'" + Quoted.text(link.key())
                            + "' is a page or picture; under the service's own domains browsers of"
                            + " newer buckets save it instead of showing it. Use a domain of your own to show it.");
        }
    }
}
