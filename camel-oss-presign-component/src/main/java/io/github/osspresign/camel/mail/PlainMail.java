// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.mail;

/** Writes the plain text of a mail, with each link alone on its line in angle brackets (RFC 3986, appendix C). */
final class PlainMail {

    private PlainMail() {}

    static String write(MailContent content) {
        MailLanguage language = content.language();
        int count = content.files().size();
        String end = content.commonEnd();

        StringBuilder text = new StringBuilder(content.heading()).append("\n\n");
        if (!content.note().isEmpty()) {
            text.append(content.note()).append("\n\n");
        }
        for (OfferedFile file : content.files()) {
            text.append(file.name()).append('\n');
            String details = content.details(file);
            if (!details.isEmpty()) {
                text.append(details).append('\n');
            }
            text.append('<').append(file.link().url()).append(">\n\n");
        }
        if (!end.isEmpty()) {
            text.append(language.worksUntil(count, end)).append('\n');
        }
        return text.append(content.footer())
                .append('\n')
                .append(language.leadsTo(count, content.hosts()))
                .append('\n')
                .toString();
    }
}
