// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.mail;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What both forms of a mail say.
 *
 * @param language language of the fixed texts
 * @param heading one line
 * @param note text of the sender, of any number of lines; may be empty
 * @param files at least one
 * @param footer one line on who can use the links
 * @param commonEnd end of all links, empty if they end at different times or at an unknown time
 */
record MailContent(
        MailLanguage language, String heading, String note, List<OfferedFile> files, String footer, String commonEnd) {

    static MailContent of(MailLanguage language, String heading, String note, List<OfferedFile> files, String footer) {
        List<String> ends = files.stream().map(OfferedFile::end).distinct().toList();
        return new MailContent(
                language,
                heading,
                PlainCharacters.lines(note).strip(),
                List.copyOf(files),
                PlainCharacters.line(footer),
                ends.size() == 1 ? ends.get(0) : "");
    }

    /** Returns size and end of a file, as far as they are known and are not said for all files together. */
    String details(OfferedFile file) {
        String until = file.end().isEmpty() || !commonEnd.isEmpty() ? "" : language.format("until", file.end());
        return Stream.of(file.size(), until).filter(text -> !text.isEmpty()).collect(Collectors.joining(" · "));
    }

    /** Returns a sentence on the end of all links, empty if they have no common one. */
    String worksUntil() {
        return commonEnd.isEmpty() ? "" : language.format("worksUntil", files.size(), commonEnd);
    }

    /** Returns a sentence on the hosts that the links lead to. */
    String leadsTo() {
        String hosts = files.stream().map(OfferedFile::host).distinct().collect(Collectors.joining(", "));
        return language.format("leadsTo", files.size(), hosts);
    }
}
