// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.oss.syntax.UrlParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Form for an upload in a text: HTML, an object of JSON with the fields, or a command of curl with {@code -F}.
 *
 * @param url address that the form is sent to, {@code null} if the text does not show it
 * @param fields fields by name, in any case
 * @param afterFile names of the fields after the file
 */
record PastedForm(@Nullable UrlParts url, Map<String, String> fields, List<String> afterFile) {

    static final String POLICY = "policy";

    private static final Pattern INPUT = Pattern.compile("(?i)<input\\b[^<>]*>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?i)\\b(name|value)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");
    private static final Pattern CURL = Pattern.compile(
            "(?:^|\\s)(?:-F|--form|--form-string)[\\s=]*(?:'([^']*)'|" + Paste.STRING + "|([^\\s'\"]\\S*))");
    private static final Pattern PAIR = Pattern.compile("\"([A-Za-z][A-Za-z0-9_:-]{0,80})\"\\s*:\\s*" + Paste.STRING);
    private static final Pattern URL = Pattern.compile("https?://[^\\s'\"<>\\\\]+");
    private static final Pattern CHARACTER = Pattern.compile("&#(?:x([0-9a-fA-F]{1,5})|([0-9]{1,6}));");

    /** Fields of which one stands beside the policy. A text without them is about something else. */
    private static final List<String> OF_FORM =
            List.of("OSSAccessKeyId", "Signature", "x-oss-signature", "x-oss-credential", "key");

    private record Field(String name, String value) {}

    /** Returns the form in a text, {@code null} if there is none. */
    static @Nullable PastedForm find(String text) {
        List<Field> found = new ArrayList<>();
        INPUT.matcher(text).results().map(each -> input(each.group())).forEach(found::add);
        CURL.matcher(text).results().map(PastedForm::curl).forEach(found::add);
        boolean inFormSyntax = !found.isEmpty();
        if (!inFormSyntax) {
            PAIR.matcher(text)
                    .results()
                    .forEach(each ->
                            found.add(new Field(each.group(1), ServiceResponse.unescapedString(each.group(2)))));
        }
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<String> afterFile = new ArrayList<>();
        boolean fileSeen = false;
        for (Field field : found) {
            if (fileSeen && !field.name.toLowerCase(Locale.ROOT).equals("submit") && !field.name.isEmpty()) {
                afterFile.add(field.name);
            }
            fileSeen |= inFormSyntax && field.name.equals("file");
            fields.putIfAbsent(field.name, field.value);
        }
        boolean isForm =
                fields.containsKey(POLICY) && (inFormSyntax || OF_FORM.stream().anyMatch(fields::containsKey));
        return isForm ? new PastedForm(url(text), fields, afterFile) : null;
    }

    private static @Nullable UrlParts url(String text) {
        return URL.matcher(ServiceResponse.withoutDocument(text))
                .results()
                .map(MatchResult::group)
                .map(UrlParts::of)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Field input(String tag) {
        String name = "";
        String value = "";
        Matcher attribute = ATTRIBUTE.matcher(tag);
        while (attribute.find()) {
            String text = unescaped(group(attribute.toMatchResult(), 2));
            if (attribute.group(1).equalsIgnoreCase("name")) {
                name = text;
            } else {
                value = text;
            }
        }
        return new Field(name, value);
    }

    private static Field curl(MatchResult option) {
        String pair = group(option, 1);
        String text = option.group(2) == null ? pair : pair.replace("\\\"", "\"");
        int equals = text.indexOf('=');
        return equals < 0 ? new Field("", "") : new Field(text.substring(0, equals), text.substring(equals + 1));
    }

    /** Returns the one of three groups that has matched. */
    private static String group(MatchResult match, int first) {
        for (int i = first; i < first + 3; i++) {
            if (match.group(i) != null) {
                return match.group(i);
            }
        }
        return "";
    }

    private static String unescaped(String html) {
        String text = CHARACTER.matcher(html).replaceAll(each -> {
            int point = each.group(1) == null ? Integer.parseInt(each.group(2)) : Integer.parseInt(each.group(1), 16);
            return Matcher.quoteReplacement(Character.isValidCodePoint(point) ? Character.toString(point) : "");
        });
        return text.replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    /** Returns the value of a field, {@code null} if it is missing. A field after the file is missing. */
    @Nullable String get(String name) {
        return afterFile.stream().anyMatch(name::equalsIgnoreCase) ? null : fields.get(name);
    }

    /** Leaves out the values, which contain signature and token. */
    @Override
    public String toString() {
        return "PastedForm[" + fields.keySet() + "]";
    }
}
