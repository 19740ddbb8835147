-- What owners are not told yet about received files. An end is told three days before, or halfway if the file stays for less than six days.
CREATE VIEW due_notice AS
    SELECT share.id AS share_id, share.owner, uploaded_at, about, about = uploaded_at AS is_arrival,
        coalesce(language, 'en') AS language
    FROM share LEFT JOIN file_request ON file_request.id = request_id
        CROSS JOIN LATERAL (VALUES (uploaded_at), (share.expires_at)) AS told (about)
    WHERE request_id IS NOT NULL AND uploaded_at IS NOT NULL
        AND (about = uploaded_at OR share.expires_at > now()
            AND share.expires_at - least(interval '3 days', (share.expires_at - uploaded_at) / 2) <= now())
        AND NOT EXISTS (SELECT FROM notice WHERE notice.share_id = share.id AND notice.about = told.about);
