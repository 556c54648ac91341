//! A form with files as a browser sends it.

const BOUNDARY: &str = "----huoli-boundary-7f4c1f4e5a0e";

/// What stands in the head of a request.
pub fn content_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// The body: the fields, then the files, then `last` (the button that was pressed).
pub fn body(fields: &[(String, String)], files: &[(&str, &[u8])], last: &[(String, String)]) -> Vec<u8> {
    let mut body = Vec::new();
    let field = |body: &mut Vec<u8>, (name, value): &(String, String)| {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend(head.bytes().chain(value.bytes()).chain(*b"\r\n"));
    };
    for entry in fields {
        field(&mut body, entry);
    }
    for (name, content) in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"attachments\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.bytes().chain(content.iter().copied()).chain(*b"\r\n"));
    }
    for entry in last {
        field(&mut body, entry);
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}
