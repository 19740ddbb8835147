package io.github.osspresign.sign;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A signed form; whoever holds it can upload what its policy allows. A request made from it has the fields, then, where
 * {@code contentTypes} is not empty, {@code x-oss-content-type}, and as its last field {@code file}.
 *
 * @param action the URL that the form is sent to, as {@code multipart/form-data}
 * @param fields names and values, in their order
 * @param contentTypes what the sender may choose from for {@code x-oss-content-type}, or the only range of it
 * @param expiresAt when the service stops accepting the form, as far as the form itself decides
 */
public record PostForm(String action, Map<String, String> fields, List<String> contentTypes, Instant expiresAt) {

    public PostForm {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        contentTypes = List.copyOf(contentTypes);
    }

    /** The form as HTML, for a page in UTF-8: with a button to choose a file and one to send it. */
    public String html() {
        StringBuilder html = new StringBuilder(2048)
                .append("<form action=\"")
                .append(escaped(action))
                .append("\" method=\"post\" enctype=\"multipart/form-data\" accept-charset=\"UTF-8\">\n");
        fields.forEach((name, value) -> html.append("<input type=\"hidden\" name=\"")
                .append(escaped(name))
                .append("\" value=\"")
                .append(escaped(value))
                .append("\">\n"));
        if (!contentTypes.isEmpty()) {
            appendContentTypes(html);
        }
        return html.append("<input type=\"file\" name=\"file\" required>\n")
                .append("<button type=\"submit\">Upload</button>\n")
                .append("</form>\n")
                .toString();
    }

    private void appendContentTypes(StringBuilder html) {
        String only = contentTypes.get(0);
        if (only.endsWith("*")) {
            html.append("<input type=\"text\" name=\"x-oss-content-type\" value=\"")
                    .append(escaped(only.substring(0, only.length() - 1)))
                    .append("\" required>\n");
            return;
        }
        html.append("<select name=\"x-oss-content-type\">\n");
        contentTypes.forEach(
                type -> html.append("<option>").append(escaped(type)).append("</option>\n"));
        html.append("</select>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Nothing of the fields: they hold the signature. */
    @Override
    public String toString() {
        return "PostForm[" + action + ", until " + expiresAt + "]";
    }
}
