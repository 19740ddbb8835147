// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.listing;

import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.operation.Owner;
import io.github.osspresign.devserver.operation.paging.ListEncoding;
import io.github.osspresign.devserver.operation.paging.ListParameters;
import io.github.osspresign.devserver.store.KeyOrder;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One page of versions and common prefixes. */
final class VersionPage {

    private record Entry(ObjectVersion version, boolean isLatest) {}

    private final ListParameters parameters;
    private final List<Entry> versions = new ArrayList<>();
    private final List<String> commonPrefixes = new ArrayList<>();
    private String lastKey = "";
    private String lastVersionId = "";
    private boolean isTruncated;

    private VersionPage(ListParameters parameters) {
        this.parameters = parameters;
    }

    /** Fills a page from the versions of a bucket, in key order from the prefix on. */
    static VersionPage of(Iterator<List<ObjectVersion>> fromPrefix, ListParameters parameters, String versionIdMarker) {
        VersionPage page = new VersionPage(parameters);
        while (fromPrefix.hasNext() && !page.isTruncated) {
            List<ObjectVersion> history = fromPrefix.next();
            String key = history.get(0).key();
            if (!key.startsWith(parameters.prefix())) {
                break;
            }
            String commonPrefix = parameters.commonPrefix(key);
            if (commonPrefix == null) {
                page.add(history, key, versionIdMarker);
            } else {
                page.add(commonPrefix, key);
            }
        }
        return page;
    }

    private void add(String commonPrefix, String key) {
        String listed = parameters.lastEntry();
        boolean listedBefore = listed != null && KeyOrder.BYTES.compare(commonPrefix, listed) <= 0;
        boolean listedNow = commonPrefixes.contains(commonPrefix);
        if (!listedBefore && !listedNow && KeyOrder.BYTES.compare(key, parameters.startAfter()) > 0 && hasRoom()) {
            commonPrefixes.add(commonPrefix);
            lastKey = commonPrefix;
            lastVersionId = "";
        }
    }

    private void add(List<ObjectVersion> history, String key, String versionIdMarker) {
        int comparison = KeyOrder.BYTES.compare(key, parameters.startAfter());
        if (comparison < 0 || (comparison == 0 && versionIdMarker.isEmpty())) {
            return;
        }
        int first = comparison == 0 ? indexAfter(versionIdMarker, history) : 0;
        for (int i = first; i < history.size() && hasRoom(); i++) {
            versions.add(new Entry(history.get(i), i == 0));
            lastKey = key;
            lastVersionId = history.get(i).versionId();
        }
    }

    /**
     * Returns where the page starts. If the version of the marker has been deleted, all remaining versions of the key
     * are listed again.
     */
    private static int indexAfter(String versionId, List<ObjectVersion> history) {
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i).versionId().equals(versionId)) {
                return i + 1;
            }
        }
        return 0;
    }

    private boolean hasRoom() {
        isTruncated = versions.size() + commonPrefixes.size() == parameters.maxKeys();
        return !isTruncated;
    }

    void write(XmlDocument xml, ListEncoding encoding, Instant now) {
        xml.element("IsTruncated", Boolean.toString(isTruncated));
        if (isTruncated) {
            xml.element("NextKeyMarker", encoding.text(lastKey));
            xml.element("NextVersionIdMarker", lastVersionId);
        }
        versions.forEach(entry -> {
            if (entry.version() instanceof ObjectInfo info) {
                xml.element("Version", version -> {
                    write(version, entry, encoding);
                    ListPage.writeContent(version, info, now);
                });
            } else {
                xml.element("DeleteMarker", marker -> write(marker, entry, encoding));
            }
        });
        encoding.writeCommonPrefixes(xml, commonPrefixes);
    }

    private static void write(XmlDocument xml, Entry entry, ListEncoding encoding) {
        xml.element("Key", encoding.text(entry.version().key()));
        xml.element("VersionId", entry.version().versionId());
        xml.element("IsLatest", Boolean.toString(entry.isLatest()));
        xml.element("LastModified", IsoTime.format(entry.version().lastModified()));
        Owner.write(xml);
    }
}
