// Says how many characters are left in a text with a limit: <textarea maxlength data-counter="12 tegn igjen">.

function update(field) {
  const counter = document.getElementById(`${field.id}_counter`) ?? add(field);
  const left = field.maxLength - field.value.length;
  counter.textContent = `${left.toLocaleString("nb")} ${field.dataset.counter}`;
}

function add(field) {
  const counter = document.createElement("p");
  counter.id = `${field.id}_counter`;
  counter.className = "field-help";
  field.after(counter);
  return counter;
}

const counted = (target) => target instanceof HTMLTextAreaElement && target.dataset.counter && target.maxLength > 0;

document.addEventListener("input", (event) => counted(event.target) && update(event.target));
document.addEventListener("focusin", (event) => counted(event.target) && update(event.target));
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("textarea[data-counter]").forEach(update));
