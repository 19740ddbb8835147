// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.listing;

import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.operation.Owner;
import io.github.osspresign.devserver.operation.metadata.Restoration;
import io.github.osspresign.devserver.operation.metadata.StoredHeaders;
import io.github.osspresign.devserver.operation.paging.ListEncoding;
import io.github.osspresign.devserver.operation.paging.ListParameters;
import io.github.osspresign.devserver.store.KeyOrder;
import io.github.osspresign.devserver.store.ObjectInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a listing. The last entry, an object or a common prefix, is set if there are more pages. */
record ListPage(
        List<ObjectInfo> objects,
        List<String> commonPrefixes,
        @Nullable String lastEntryBeforeMore) {

    /** Fills a page from the objects of a bucket, in key order from the prefix on. */
    static ListPage of(Iterator<ObjectInfo> fromPrefix, ListParameters parameters) {
        List<ObjectInfo> objects = new ArrayList<>();
        List<String> commonPrefixes = new ArrayList<>();
        String last = parameters.lastEntry();
        while (fromPrefix.hasNext()) {
            ObjectInfo object = fromPrefix.next();
            if (!object.key().startsWith(parameters.prefix())) {
                break;
            }
            String commonPrefix = parameters.commonPrefix(object.key());
            String entry = commonPrefix == null ? object.key() : commonPrefix;
            boolean listedBefore = last != null && KeyOrder.BYTES.compare(entry, last) <= 0;
            if (listedBefore || KeyOrder.BYTES.compare(object.key(), parameters.startAfter()) <= 0) {
                continue;
            }
            if (objects.size() + commonPrefixes.size() == parameters.maxKeys()) {
                return new ListPage(objects, commonPrefixes, last);
            }
            if (commonPrefix == null) {
                objects.add(object);
            } else {
                commonPrefixes.add(commonPrefix);
            }
            last = entry;
        }
        return new ListPage(objects, commonPrefixes, null);
    }

    /** Writes the entries, in the same form for both versions of the listing. */
    void write(XmlDocument xml, ListEncoding encoding, boolean withOwner, Instant now) {
        objects.forEach(object -> xml.element("Contents", contents -> {
            contents.element("Key", encoding.text(object.key()));
            contents.element("LastModified", IsoTime.format(object.lastModified()));
            writeContent(contents, object, now);
            if (withOwner) {
                Owner.write(contents);
            }
        }));
        encoding.writeCommonPrefixes(xml, commonPrefixes);
    }

    /** Writes the elements that every listing has for the content of an object. */
    static void writeContent(XmlDocument xml, ObjectInfo object, Instant now) {
        xml.element("ETag", object.entityTag());
        xml.element("Type", object.type());
        xml.element("Size", Long.toString(object.digest().length()));
        xml.element("StorageClass", StoredHeaders.storageClass(object.headers()));
        Restoration restoration = Restoration.of(object, now);
        if (restoration != null) {
            xml.element("RestoreInfo", restoration.text(now));
        }
    }
}
