// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.mail;

/** Writes the plain text of a mail, with each link alone on its line in angle brackets (RFC 3986, appendix C). */
final class PlainMail {

    private PlainMail() {}

    static String write(MailContent content) {
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
        String worksUntil = content.worksUntil();
        if (!worksUntil.isEmpty()) {
            text.append(worksUntil).append('\n');
        }
        return text.append(content.footer())
                .append('\n')
                .append(content.leadsTo())
                .append('\n')
                .toString();
    }
}
