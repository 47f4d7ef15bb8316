// Sends the form's document as JSON and says where it landed, or why it was refused. All text that
// comes from elsewhere is set as text, never as markup.

const form = document.getElementById("upload-form");
const text = document.getElementById("document");
const file = document.getElementById("file");
const result = document.getElementById("result");
const button = form.querySelector("button");

document.getElementById("uploads-url").textContent = form.action;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  upload(text.value);
});

file.addEventListener("change", () => {
  takeFile(file.files[0]);
  file.value = "";
});

text.addEventListener("dragover", (event) => {
  event.preventDefault();
  text.classList.add("dropping");
});

text.addEventListener("dragleave", () => text.classList.remove("dropping"));

text.addEventListener("drop", (event) => {
  text.classList.remove("dropping");
  if (event.dataTransfer.files.length > 0) {
    event.preventDefault();
    takeFile(event.dataTransfer.files[0]);
  }
});

/**
 * Puts a file's text into the form, where it can be seen and changed before it is sent. What is not
 * UTF-8 is refused here, as the server would: chosen.text() replaces it, and would change the file.
 */
async function takeFile(chosen) {
  if (!chosen) {
    return;
  }
  try {
    text.value = new TextDecoder("utf-8", { fatal: true }).decode(await chosen.arrayBuffer());
    text.focus();
  } catch (failure) {
    const detail = failure instanceof TypeError ? "JSON has to be in UTF-8." : failure.message;
    showRefused({ title: `${chosen.name} cannot be read`, detail });
  }
}

async function upload(content) {
  button.disabled = true;
  try {
    const response = await fetch(form.action, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: content,
    });
    if (response.status === 201) {
      showStored(response.headers.get("Location"), await response.json());
    } else {
      showRefused(await problemOf(response));
    }
  } catch (failure) {
    showRefused({ title: "No answer", detail: `The server could not be reached: ${failure.message}` });
  } finally {
    button.disabled = false;
  }
}

/** The problem (RFC 9457) that a response describes, or what its status line says. */
async function problemOf(response) {
  const title = `${response.status} ${response.statusText}`.trim();
  const type = response.headers.get("Content-Type") ?? "";
  if (!type.startsWith("application/problem+json")) {
    return { title };
  }
  const { title: name, detail, line, column } = await response.json();
  return { title: name ? `${response.status} ${name}` : title, detail, line, column };
}

function showStored(location, receipt) {
  const link = element("a", location);
  link.href = location;
  const sentence = element("p");
  sentence.append(element("strong", "Stored"), " at ", link);
  show("stored", sentence, facts(receipt));
}

function showRefused({ title, detail, line, column }) {
  const sentence = element("p");
  sentence.append(element("strong", title));
  if (detail) {
    sentence.append(": ", detail);
  }
  show("refused", sentence);
  if (line > 0 && column > 0) {
    select(line, column);
  }
}

/**
 * Marks the place of an error, counted from 1, in the text. The server counts code points, and a
 * selection UTF-16 code units, of which an emoji has two.
 */
function select(line, column) {
  const lines = text.value.split("\n");
  const points = Array.from(lines[line - 1] ?? "");
  const before = [...lines.slice(0, line - 1), points.slice(0, column - 1).join("")].join("\n");
  text.focus();
  text.setSelectionRange(before.length, before.length + (points[column - 1]?.length ?? 1));
}

/** The receipt's members as a list of names and values. */
function facts(receipt) {
  const list = element("dl");
  for (const [name, value] of Object.entries(receipt)) {
    list.append(element("dt", name), element("dd", String(value)));
  }
  return list;
}

function show(kind, ...children) {
  const box = element("div");
  box.className = `result ${kind}`;
  box.append(...children);
  result.replaceChildren(box);
}

function element(name, content = "") {
  const created = document.createElement(name);
  created.textContent = content;
  return created;
}
