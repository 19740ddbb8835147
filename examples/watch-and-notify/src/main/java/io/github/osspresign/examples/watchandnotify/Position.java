// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import java.sql.ResultSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * Position of the listing, in the database. The node that has started it last owns it. An older leader cannot write it, and so
 * cannot remove the keys from it that its successor has to repeat.
 */
final class Position extends ServiceSupport implements StateRepository<String, String> {

    private static final ResultSetExtractor<@Nullable String> VALUE =
            (ResultSet row) -> row.next() ? row.getString(1) : null;

    private final JdbcTemplate database;
    private volatile String owner = "";

    Position(DataSource database) {
        this.database = new JdbcTemplate(database);
    }

    @Override
    protected void doStart() {
        owner = UUID.randomUUID().toString();
        // Waits for a write of the last owner.
        database.update("""
                insert into watch_position (name, value) values ('owner', ?)
                on conflict (name) do update set value = excluded.value""", owner);
    }

    @Override
    public @Nullable String getState(String name) {
        return database.query("select value from watch_position where name = ?", VALUE, name);
    }

    @Override
    public void setState(String name, String value) {
        int rows = database.update("""
                with owner as (select 1 from watch_position where name = 'owner' and value = ? for share)
                insert into watch_position (name, value) select ?, ? from owner
                on conflict (name) do update set value = excluded.value""", owner, name, value);
        if (rows == 0) {
            throw new IllegalStateException(
                    "position: must be written by the last node that leads, which is another one");
        }
    }
}
