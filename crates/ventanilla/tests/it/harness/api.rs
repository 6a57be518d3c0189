use reqwest::Method;
use serde_json::Value;

/// Whoever looks at the data through `/api/v1`, with a token.
pub(crate) struct Api {
    pub(crate) base: String,
    token: String,
    pub(crate) http: reqwest::Client,
}

impl Api {
    pub(crate) fn new(base: String, token: &str) -> Self {
        // No connection outlives the server it was made to.
        let http = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).build().unwrap();
        Self { base, token: token.to_owned(), http }
    }

    /// Status and body of a request, with the token.
    pub(crate) async fn ask(&self, path: &str) -> (u16, Value) {
        self.request(Method::GET, path, Some(&self.token)).await
    }

    /// Status and body of any request.
    pub(crate) async fn request(&self, method: Method, path: &str, token: Option<&str>) -> (u16, Value) {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap_or_default())
    }

    /// The body of a request that must succeed.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let (status, body) = self.ask(path).await;
        assert_eq!(status, 200, "GET {path}: {body}");
        body
    }

    /// All items of a list, page after page.
    pub(crate) async fn list(&self, path: &str) -> Vec<Value> {
        let (mut all, mut after) = (Vec::new(), String::new());
        loop {
            let joint = if path.contains('?') { '&' } else { '?' };
            let mut page = self.get(&format!("{path}{joint}limit=500{after}")).await;
            all.append(page["items"].as_array_mut().unwrap());
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => return all,
            }
        }
    }

    pub(crate) async fn reports(&self) -> Vec<Value> {
        self.list("/api/v1/reports").await
    }

    /// The report with this folio, with its evidence.
    pub(crate) async fn report(&self, folio: &str) -> Value {
        let reports = self.reports().await;
        let found = reports.iter().find(|report| report["folio"] == folio);
        let id = found.unwrap_or_else(|| panic!("no report {folio} in {reports:#?}"))["id"].as_str().unwrap();
        self.get(&format!("/api/v1/reports/{id}")).await
    }

    pub(crate) async fn dead_letters(&self) -> Vec<Value> {
        self.list("/api/v1/dead-letters").await
    }

    pub(crate) async fn conversations(&self) -> Vec<Value> {
        self.list("/api/v1/conversations").await
    }

    /// The one conversation with somebody of this name.
    pub(crate) async fn conversation_of(&self, name: &str) -> Value {
        let all = self.conversations().await;
        let mut found = all.iter().filter(|conversation| conversation["contact_name"] == name);
        let first = found.next().unwrap_or_else(|| panic!("nobody called {name} in {all:#?}")).clone();
        assert!(found.next().is_none(), "{name} has two conversations");
        first
    }

    /// All messages with somebody of this name, oldest first.
    pub(crate) async fn messages_of(&self, name: &str) -> Vec<Value> {
        let id = self.conversation_of(name).await["id"].as_str().unwrap().to_owned();
        let messages = self.get(&format!("/api/v1/conversations/{id}/messages?limit=500")).await;
        messages.as_array().unwrap().clone()
    }

    pub(crate) async fn reconcile(&self) -> Value {
        self.get("/api/v1/reconcile").await
    }

    /// A number of `/metrics`, summed over its labels.
    pub(crate) async fn metric(&self, name: &str) -> f64 {
        let text = self.http.get(format!("{}/metrics", self.base)).send().await.unwrap().text().await.unwrap();
        let lines = text.lines().filter(|line| line.split(['{', ' ']).next() == Some(name));
        lines.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum()
    }
}
