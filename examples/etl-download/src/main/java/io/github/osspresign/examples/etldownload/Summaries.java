// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import io.github.osspresign.camel.listener.LinkSummary;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import java.util.ArrayList;
import java.util.List;

/** Keeps the summary of each manifest with several links, and passes on what it is told. */
final class Summaries implements TransferListener {

    private final TransferListener view;
    private final List<LinkSummary> summaries = new ArrayList<>();

    Summaries(TransferListener view) {
        this.view = view;
    }

    @Override
    public void finished(TransferEnd end) {
        view.finished(end);
    }

    @Override
    public void batchFinished(String exchangeId, LinkSummary summary) {
        synchronized (this) {
            summaries.add(summary);
        }
        view.batchFinished(exchangeId, summary);
    }

    synchronized List<LinkSummary> all() {
        return List.copyOf(summaries);
    }
}
