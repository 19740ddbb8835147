// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.listing;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operations;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.paging.ListParameters;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.List;

/** The operations that list buckets, objects and versions, by the request that selects them. */
public final class ListingOperations {

    private ListingOperations() {}

    public static void addTo(Operations table, ObjectStore store, ServiceRules rules) {
        // This server has one region, so that a list of all regions is the same.
        table.add(
                "GET service",
                new ListBuckets(store, rules),
                "prefix",
                "marker",
                "max-keys",
                "regionList",
                ListBuckets.TAG_KEY,
                ListBuckets.TAG_VALUE,
                ListBuckets.TAGGING);
        table.add("GET service?regions", new DescribeRegions(rules));
        // There are none, and clients look for them to remove them.
        for (String holder : List.of("service", "bucket")) {
            table.add(
                    "GET " + holder + "?accessPoint",
                    ListingOperations::noAccessPoints,
                    "max-keys",
                    "continuation-token");
        }
        table.add("GET bucket", new ListObjects(store), "prefix", "delimiter", "marker", "max-keys", Operations.PAYER);
        table.add(
                "GET bucket?list-type=2",
                new ListObjectsV2(store),
                "prefix",
                "delimiter",
                "start-after",
                "continuation-token",
                "max-keys",
                "fetch-owner",
                Operations.PAYER);
        table.add("GET bucket?live", ListingOperations::noLiveChannels, "prefix", "marker", "max-keys");
        table.add(
                "GET bucket?versions",
                new ListObjectVersions(store),
                "prefix",
                "delimiter",
                "key-marker",
                "version-id-marker",
                "max-keys",
                Operations.PAYER);
    }

    /** Returns an empty list, because this server has no access points. */
    private static Response noAccessPoints(OssRequest request, BucketInfo holder) {
        int maxKeys =
                ListParameters.ofMarker(request.query(), "continuation-token").maxKeys();
        return XmlBody.response("ListAccessPointsResult", xml -> {
            xml.element("IsTruncated", "false");
            xml.element("MaxKeys", Integer.toString(maxKeys));
            xml.element("AccessPoints", "");
        });
    }

    /** Returns an empty list, because this server has no LiveChannels. */
    private static Response noLiveChannels(OssRequest request, BucketInfo bucket) {
        ListParameters parameters = ListParameters.ofMarker(request.query(), "marker");
        return XmlBody.response("ListLiveChannelResult", xml -> {
            xml.element("Prefix", parameters.prefix());
            xml.element("Marker", parameters.startAfter());
            xml.element("MaxKeys", Integer.toString(parameters.maxKeys()));
            xml.element("IsTruncated", "false");
            xml.element("NextMarker", "");
        });
    }
}
