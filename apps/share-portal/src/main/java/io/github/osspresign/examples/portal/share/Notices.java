// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What owners are told by mail about received files: that they have arrived, and that they end soon. */
@Repository
public class Notices {

    private final JdbcClient database;

    Notices(JdbcClient database) {
        this.database = database;
    }

    /**
     * What is told about a received file.
     *
     * @param about time of the arrival, or of the end that comes
     * @param language {@code en} or {@code zh}
     */
    public record Notice(Share share, Instant about, String language) {

        public boolean isArrival() {
            return about.equals(share.uploadedAt());
        }
    }

    /**
     * Returns what is not told yet, together what belongs into one mail. An end is told three days before, or halfway if the
     * file stays for less than six days. An owner whom no mail reaches does not keep the others waiting.
     */
    public Collection<List<Notice>> due() {
        return database
                .sql("""
                        SELECT * FROM (SELECT share.*, told.about, coalesce(language, 'en') AS language,
                            row_number() OVER (PARTITION BY share.owner ORDER BY uploaded_at) AS place
                        FROM share LEFT JOIN file_request ON file_request.id = request_id
                            CROSS JOIN LATERAL (VALUES (uploaded_at), (share.expires_at)) AS told (about)
                        WHERE request_id IS NOT NULL AND uploaded_at IS NOT NULL
                            AND (about = uploaded_at OR share.expires_at > now()
                                AND share.expires_at - least(interval '3 days', (share.expires_at - uploaded_at) / 2) <= now())
                            AND NOT EXISTS (SELECT FROM notice WHERE share_id = share.id AND notice.about = told.about)) AS due
                        WHERE place <= 50 ORDER BY uploaded_at LIMIT 1000""")
                .query((row, number) -> new Notice(
                        ShareStore.SHARE.mapRow(row, number),
                        row.getTimestamp("about").toInstant(),
                        row.getString("language")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        notice -> List.of(notice.share().owner(), notice.language(), notice.isArrival()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
    }

    /**
     * Tells what no other portal has told meanwhile. If the mail fails, it stays due.
     *
     * @param mail sends what belongs into one mail
     */
    @Transactional
    public void tell(List<Notice> due, Consumer<List<Notice>> mail) {
        List<Notice> untold = due.stream().filter(this::claim).toList();
        if (!untold.isEmpty()) {
            mail.accept(untold);
        }
    }

    private boolean claim(Notice notice) {
        return database.sql("INSERT INTO notice (share_id, about) VALUES (?, ?) ON CONFLICT DO NOTHING")
                        .params(notice.share().id(), Timestamp.from(notice.about()))
                        .update()
                == 1;
    }
}
