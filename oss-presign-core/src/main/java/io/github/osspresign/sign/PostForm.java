// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import io.github.osspresign.oss.syntax.HtmlText;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signed form for a browser upload. Anyone who has the form can upload what its policy allows. A request made from it
 * has the {@code fields}, then {@code x-oss-content-type} if {@code contentTypes} is not empty, and {@code file} as its
 * last field.
 *
 * @param action URL to send the form to, as {@code multipart/form-data}
 * @param fields names and values of the fields, in the order to send them
 * @param contentTypes values that the sender may choose for {@code x-oss-content-type}, or a single range such as
 *     {@code image/*}; empty if the sender must not send that field
 * @param expiresAt expiry that is signed into the form; the credentials may expire earlier
 */
public record PostForm(String action, Map<String, String> fields, List<String> contentTypes, Instant expiresAt) {

    public PostForm {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        contentTypes = List.copyOf(contentTypes);
    }

    /** Returns the form as HTML for a page in UTF-8, with a file input and a submit button. */
    public String html() {
        StringBuilder html = new StringBuilder(2048)
                .append("<form action=\"")
                .append(HtmlText.escape(action))
                .append("\" method=\"post\" enctype=\"multipart/form-data\" accept-charset=\"UTF-8\">\n");
        fields.forEach((name, value) -> html.append("<input type=\"hidden\" name=\"")
                .append(HtmlText.escape(name))
                .append("\" value=\"")
                .append(HtmlText.escape(value))
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
                    .append(HtmlText.escape(only.substring(0, only.length() - 1)))
                    .append("\" required>\n");
            return;
        }
        html.append("<select name=\"x-oss-content-type\">\n");
        contentTypes.forEach(
                type -> html.append("<option>").append(HtmlText.escape(type)).append("</option>\n"));
        html.append("</select>\n");
    }

    /** Returns a text without the fields, which contain the signature. */
    @Override
    public String toString() {
        return "PostForm[" + action + ", until " + expiresAt + "]";
    }
}
