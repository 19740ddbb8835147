// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.listing;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.ObjectStore;

/** ListLiveChannel: returns an empty list, because this server has no LiveChannels. */
record ListLiveChannels(ObjectStore store) implements Operation {

    @Override
    public Response handle(OssRequest request) {
        BucketRules.requireExisting(store, request.requiredBucket());
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
