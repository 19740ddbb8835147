// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.admin;

import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page of a listing by folders: the objects and folders below a prefix. */
final class ObjectPage {

    static final int SIZE = 100;

    private final ObjectStore store;
    private final String bucket;
    private final String prefix;

    ObjectPage(ObjectStore store, String bucket, String prefix) {
        this.store = store;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** Returns the entries after this one, and the last of them if there are more. */
    Map<String, @Nullable Object> after(String last) {
        List<Map<String, Object>> entries = new ArrayList<>();
        String entry = last;
        String from = last.isEmpty() ? prefix : last.endsWith("/") ? behind(last) : last;
        Iterator<ObjectInfo> objects = store.objectsFrom(bucket, from);
        while (objects.hasNext()) {
            ObjectInfo object = objects.next();
            if (!object.key().startsWith(prefix)) {
                break;
            }
            if (object.key().equals(last)) {
                continue;
            }
            if (entries.size() == SIZE) {
                return page(entries, entry);
            }
            int slash = object.key().indexOf('/', prefix.length());
            if (slash < 0) {
                entry = object.key();
                entries.add(Map.of(
                        "key",
                        entry,
                        "size",
                        object.digest().length(),
                        "lastModified",
                        IsoTime.format(object.lastModified())));
            } else {
                entry = object.key().substring(0, slash + 1);
                entries.add(Map.of("key", entry));
                objects = store.objectsFrom(bucket, behind(entry));
            }
        }
        return page(entries, null);
    }

    /** Returns the first text that sorts after all keys in the folder. */
    private static String behind(String folder) {
        return folder.substring(0, folder.length() - 1) + (char) ('/' + 1);
    }

    private static Map<String, @Nullable Object> page(List<Map<String, Object>> entries, @Nullable String next) {
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("entries", entries);
        page.put("next", next);
        return page;
    }
}
