// Saves a text while it is written: 1.5 s after the last key, and when one leaves. The form works without this.
// One save at a time; one whose answer was lost is sent again unchanged, and the server knows it by its key.

const IDLE = 1500;

class Autosave {
  constructor(form) {
    this.form = form;
    this.text = form.elements.body;
    this.saved = this.text.value;
    this.pending = null;
    this.busy = false;
    this.stopped = false;
    this.text.addEventListener("input", () => this.later());
    form.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.save());
    window.addEventListener("pagehide", () => this.save());
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), IDLE);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.busy || this.stopped) return;
    if (!this.pending && this.text.value === this.saved) return;
    this.busy = true;
    this.pending ??= { body: this.text.value, revision: this.form.elements.revision.value, key: crypto.randomUUID() };
    try {
      await this.send();
    } catch {
      this.say(this.form.dataset.offline);
      this.timer = setTimeout(() => this.save(), 5 * IDLE);
    } finally {
      this.busy = false;
    }
    if (!this.pending && !this.stopped && this.text.value !== this.saved) this.later();
    if (this.wanted) this.form.requestSubmit(this.wanted.submitter);
  }

  async send() {
    const data = new FormData(this.form);
    for (const [name, value] of Object.entries(this.pending)) data.set(name, value);
    const answer = await fetch(this.form.action, { method: "POST", body: data, headers: { "HX-Request": "true" }, keepalive: true });
    const line = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("save-line");
    if (!line) {
      if (answer.status >= 500) throw new Error();
      this.stopped = true;
      return this.say(this.form.dataset.refused);
    }
    this.show(line);
    if (answer.ok) {
      this.saved = this.pending.body;
      this.form.elements.revision.value = line.dataset.revision;
      this.pending = null;
    } else {
      this.stopped = "conflict" in line.dataset;
      this.pending = this.stopped ? this.pending : null;
      this.saved = this.text.value;
    }
  }

  submit(event) {
    if (event.submitter?.hasAttribute("hx-post")) return;
    if (this.busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.wanted = event;
    } else if (this.pending?.body === this.text.value) {
      this.form.elements.key.value = this.pending.key;
    }
    this.stopped ||= !this.busy;
  }

  show(line) {
    document.getElementById("save-line").replaceWith(line);
  }

  say(text) {
    document.getElementById("save-line").textContent = text;
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
