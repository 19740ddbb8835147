// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import java.util.List;
import java.util.function.BiConsumer;
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

    /** What belongs into one mail: what has arrived for an owner, or what ends. */
    public record Notice(String owner, String language, boolean isArrival) {}

    /** Returns what is not told yet. */
    public List<Notice> due() {
        return database.sql("SELECT DISTINCT owner, language, is_arrival FROM due_notice")
                .query(Notice.class)
                .list();
    }

    /**
     * Tells what no other portal has told meanwhile, at most 50 files at a time. If the mail fails, they stay due.
     *
     * @param mail sends the mail about files
     */
    @Transactional
    public void tell(Notice due, BiConsumer<Notice, List<Share>> mail) {
        List<Share> untold = database.sql("""
                        WITH told AS (
                            INSERT INTO notice SELECT share_id, about FROM due_notice
                            WHERE owner = ? AND language = ? AND is_arrival = ? ORDER BY uploaded_at LIMIT 50
                            ON CONFLICT DO NOTHING RETURNING share_id)
                        SELECT share.* FROM share JOIN told ON share_id = id ORDER BY uploaded_at""")
                .params(due.owner(), due.language(), due.isArrival())
                .query(ShareStore.SHARE)
                .list();
        if (!untold.isEmpty()) {
            mail.accept(due, untold);
        }
    }
}
