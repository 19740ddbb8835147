// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.mail;

import io.github.osspresign.oss.syntax.HtmlText;
import java.util.Locale;

/**
 * Writes the HTML of a mail. Mail programs ignore much of CSS, so the layout is made of tables with inline styles; the style
 * sheet only adds dark colours and the layout of small screens.
 */
final class HtmlMail {

    private static final String STYLE_SHEET = """
            :root { color-scheme: light dark; supported-color-schemes: light dark; }
            @media (prefers-color-scheme: dark) {
              .page { background: #16181c !important; }
              .card { background: #22252b !important; border-color: #363b44 !important; }
              .text { color: #eceef1 !important; }
              .quiet { color: #a3abb8 !important; }
              .line { border-color: #363b44 !important; }
              .kind { background: #1f3a63 !important; color: #b9d3ff !important; }
              .note { background: #2a2e36 !important; }
            }
            @media (max-width: 480px) {
              .page { padding: 12px 8px !important; }
              .card-inside { padding: 20px 16px !important; }
              .file-name, .file-button { display: block !important; width: auto !important; }
              .file-name { padding-bottom: 0 !important; }
              .file-button { padding: 12px 0 16px 0 !important; }
              .button { display: block !important; text-align: center !important; }
            }
            """;

    private static final String FONT =
            "font-family:-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',"
                    + "'Helvetica Neue',Arial,sans-serif";

    private HtmlMail() {}

    static String write(MailContent content) {
        StringBuilder files = new StringBuilder();
        content.files().forEach(file -> files.append(file(file, content)));

        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="UTF-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body class="page" style="margin:0;padding:0;background:#f1f3f6">
                <div role="main">
                <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0"><tr>
                <td class="page" align="center" style="padding:32px 12px;background:#f1f3f6">
                <table role="presentation" class="card" width="100%%" cellpadding="0" cellspacing="0" border="0" \
                style="max-width:600px;background:#ffffff;border:1px solid #dde2e9;border-radius:10px"><tr>
                <td class="card-inside" style="padding:28px 32px;%s">
                <h1 class="text" style="margin:0 0 16px 0;font-size:22px;line-height:1.35;font-weight:600;color:#1c2430;\
                overflow-wrap:anywhere">%s</h1>
                %s%s<p class="quiet" style="margin:20px 0 0 0;font-size:14px;line-height:1.55;color:#5b6675">%s%s</p>
                <p class="quiet" style="margin:10px 0 0 0;font-size:13px;line-height:1.55;color:#5b6675;\
                overflow-wrap:anywhere">%s</p>
                </td></tr></table>
                </td></tr></table>
                </div>
                </body>
                </html>
                """.formatted(
                        content.language().tag(),
                        HtmlText.escape(content.heading()),
                        STYLE_SHEET,
                        FONT,
                        HtmlText.escape(content.heading()),
                        note(content.note()),
                        files,
                        strong(content.worksUntil()),
                        HtmlText.escape(content.footer()),
                        HtmlText.escape(content.leadsTo()));
    }

    private static String strong(String sentence) {
        return sentence.isEmpty()
                ? ""
                : "<strong class=\"text\" style=\"color:#1c2430\">" + HtmlText.escape(sentence) + "</strong><br>";
    }

    private static String note(String note) {
        if (note.isEmpty()) {
            return "";
        }
        return """
                <p class="note text" dir="auto" style="margin:0 0 16px 0;padding:12px 16px;background:#f1f3f6;\
                border-radius:8px;font-size:15px;line-height:1.55;color:#1c2430;overflow-wrap:anywhere">%s</p>
                """.formatted(HtmlText.escape(note).replace("\n", "<br>"));
    }

    private static String file(OfferedFile file, MailContent content) {
        return """
                <table role="presentation" class="line" width="100%%" cellpadding="0" cellspacing="0" border="0" \
                style="border-top:1px solid #dde2e9"><tr>
                <td class="file-name" style="padding:14px 0">
                <table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
                <td width="46" valign="top"><div class="kind" aria-hidden="true" style="width:46px;line-height:46px;\
                text-align:center;border-radius:8px;background:#e3edfb;color:#1d4f91;font-size:11px;font-weight:700">%s</div></td>
                <td style="padding-left:12px">
                <bdi class="text" style="font-size:16px;line-height:1.4;font-weight:600;color:#1c2430;\
                overflow-wrap:anywhere">%s</bdi>
                %s</td></tr></table>
                </td>
                <td class="file-button" width="1" style="padding:14px 0 14px 16px">
                <a class="button" href="%s" style="display:inline-block;padding:11px 20px;border-radius:8px;\
                background:#1d5fbf;color:#ffffff;font-size:15px;font-weight:600;text-decoration:none;white-space:nowrap" \
                aria-label="%s">%s</a>
                </td></tr></table>
                """.formatted(
                        HtmlText.escape(kind(file.name())),
                        HtmlText.escape(file.name()),
                        details(content.details(file)),
                        HtmlText.escape(file.link().url()),
                        HtmlText.escape(content.language().text("download") + " " + file.name()),
                        HtmlText.escape(content.language().text("download")));
    }

    private static String details(String details) {
        return details.isEmpty()
                ? ""
                : "<div class=\"quiet\" style=\"margin-top:2px;font-size:14px;color:#5b6675\">"
                        + HtmlText.escape(details) + "</div>\n";
    }

    /** Returns the extension of a name as a badge, a dash if it is none. */
    private static String kind(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return extension.matches("[A-Za-z0-9]{1,4}") && extension.length() < name.length() - 1
                ? extension.toUpperCase(Locale.ROOT)
                : "–";
    }
}
